"""``api-version``: every request must have one (Microsoft Learn, "Versioning")."""

from __future__ import annotations

import re

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.appconfig.errors import invalid_argument

_KNOWN = re.compile(r"1\.0|20\d\d-\d\d-\d\d(-preview)?", re.ASCII)


def check_version(call: Call) -> None:
    """Raise Fault(400) where the version is missing or none."""
    version = call.query.get("api-version", "")
    if not version:
        raise invalid_argument(
            "api-version", "API version is not specified", "An API version is required, but was not specified."
        )
    if not _KNOWN.fullmatch(version):
        raise invalid_argument(
            "api-version",
            "Unsupported API version",
            f"The HTTP resource that matches the request URI 'https://{call.host}{call.path}' does not support the "
            f"API version '{version}'.",
        )
