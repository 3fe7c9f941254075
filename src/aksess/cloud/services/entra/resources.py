"""The resource of a token request."""

from __future__ import annotations

import re
from typing import Final, assert_never

from aksess.cloud.identity.audiences import Missing, Resource, find_resource
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.entra.errors import GUID, refusal, shown
from aksess.wire.events import Decision

DEFAULT: Final = "/.default"
# Scopes that some libraries add to every request; they concern users and name no resource.
SIGN_IN: Final = frozenset({"openid", "profile", "offline_access", "email"})
# The form of a resource name that is not a client id: an absolute URI (RFC 3986, 4.3).
_NAME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.+", re.ASCII)


def of_scope(call: Call, scope: str) -> Resource:
    """Return the resource of a v2.0 ``scope``: the text before the last ``/.default``.

    So ``https://x//.default`` requests the audience ``https://x/``.

    Raises:
        Fault: 70011, 700022, 1002012, 500011 or 500014.
    """
    asked = [each for each in scope.split() if each not in SIGN_IN]
    if not asked:
        raise _malformed(scope)
    if not all(each.endswith(DEFAULT) and each != DEFAULT for each in asked):
        raise refusal(
            1002012,
            f"The provided value for scope {shown(scope)} is not valid. Client credential flows must have a scope "
            "value with /.default suffixed to the resource identifier (application ID URI).",
        )
    names = {each.removesuffix(DEFAULT) for each in asked}
    if len(names) > 1:
        raise refusal(
            700022,
            f"The provided value for the input parameter scope '{shown(scope)}' is not valid because it contains more "
            "than one resource. Scope is not valid.",
        )
    name = names.pop()
    if not _NAME.fullmatch(name) and not GUID.fullmatch(name):
        raise _malformed(scope)
    return of_name(call, name)


def _malformed(scope: str) -> Fault:
    return refusal(
        70011,
        "The provided request must include a 'scope' input parameter. The provided value for the input parameter "
        f"'scope' is not valid. The scope {shown(scope)} is not valid.",
    )


def of_name(call: Call, name: str) -> Resource:
    """Return the resource that a v1 ``resource`` parameter or a scope names.

    Raises:
        Fault: 500011 or 500014.
    """
    found = find_resource(call.cloud.directory, name)
    match found:
        case Resource():
            return found
        case Missing.UNKNOWN:
            raise refusal(
                500011,
                f"The resource principal named {shown(name)} was not found in the tenant named "
                f"{call.cloud.settings.tenant_name}. This can happen if the application has not been installed by the "
                "administrator of the tenant or consented to by any user in the tenant. You might have sent your "
                "authentication request to the wrong tenant.",
            ).because(Decision(link="resource", found=shown(name)))
        case Missing.DISABLED:
            raise refusal(
                500014,
                f"The service principal for resource '{shown(name)}' is disabled. This indicate that a subscription "
                "within the tenant has lapsed, or that the administrator for this tenant has disabled the application, "
                "preventing tokens from being issued for it.",
            )
        case unreachable:
            assert_never(unreachable)
