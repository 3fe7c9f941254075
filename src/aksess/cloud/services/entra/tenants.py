"""The tenant in the path of a request."""

from __future__ import annotations

import re
from typing import Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.entra.errors import GUID, refusal, shown
from aksess.wire.events import Decision

# Endpoints for users of any tenant; an application must sign in to one tenant.
OPEN: Final = ("common", "organizations", "consumers")
_LABEL: Final = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN: Final = re.compile(rf"(?=.{{1,253}}$){_LABEL}(\.{_LABEL})+", re.ASCII | re.IGNORECASE)


def find_tenant(call: Call, segment: str) -> str:
    """Return the id of the tenant that a path segment names by GUID or verified domain, in any case.

    Raises:
        Fault: 900023 for a text that is neither a GUID nor a domain name, 90002 for an unknown tenant.

    """
    settings = call.cloud.settings
    asked = segment.lower()
    if asked in (settings.tenant, settings.tenant_domain):
        return settings.tenant
    if not GUID.fullmatch(segment) and not _DOMAIN.fullmatch(segment):
        raise refusal(
            900023,
            f"Specified tenant identifier '{shown(segment)}' is neither a valid DNS name, nor a valid external domain.",
        )
    raise refusal(
        90002,
        f"Tenant '{shown(segment)}' not found. Check to make sure you have the correct tenant ID and are signing into "
        "the correct cloud. Check with your subscription administrator, this may happen if there are no active "
        "subscriptions for the tenant.",
    ).because(
        Decision(
            link="tenant",
            found=shown(segment),
            wanted=(
                settings.tenant,
                settings.tenant_domain,
            ),
        )
    )


def signing_in_tenant(call: Call, segment: str) -> str:
    """As ``find_tenant``, and raises Fault 50059 for an endpoint that names no tenant."""
    if segment.lower() in OPEN:
        raise refusal(
            50059,
            "No tenant-identifying information found in either the request or implied by any provided credentials.",
        )
    return find_tenant(call, segment)
