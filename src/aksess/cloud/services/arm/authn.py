"""ARM authenticates a caller by a bearer token of our tenant for Azure Resource Manager.

Order: (1) the request has an API version, (2) it has a token, (3) the token passes the checks of every service, (4) it
is for ARM. Codes and texts: Microsoft Learn, "Authenticate Azure Resource Manager requests"; error texts as users
report them.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import Final

from aksess.cloud.identity.access_tokens import BadToken, Flaw
from aksess.cloud.pipeline.bearer import TokenRefused, WrongAudience, authenticate_bearer
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, Public
from aksess.wire.events import CHALLENGED

AUDIENCES: Final = (
    "https://management.core.windows.net/",
    "https://management.core.windows.net",
    "https://management.azure.com/",
    "https://management.azure.com",
)
# The application id of "Windows Azure Service Management API", which v2.0 tokens carry as their audience.
_APPLICATION: Final = "797f4846-ba00-4fd7-ba43-dac1f8f63013"
_ACCEPTED: Final = frozenset({*AUDIENCES, _APPLICATION})
# A date, and how far from general availability it is: Azure/bicep, ApiVersionHelper.cs.
_VERSION: Final = re.compile(r"(\d{4}-\d{2}-\d{2})(-(preview|alpha|beta|rc|privatepreview))?", re.ASCII | re.IGNORECASE)


def authenticate(call: Call, operation: Operation) -> None:
    """Set the caller.

    Raises:
        Fault: 400 for the API version, 401 for the token.
    """
    # (1) the API version
    _check_version(call)
    if isinstance(operation.requirement, Public):
        return
    # (2) a token
    _check_header(call)
    # (3) and (4) Entra's, our tenant's, in force, for ARM
    outcome = authenticate_bearer(call, lambda each: each.lower() in _ACCEPTED, AUDIENCES[-1])
    match outcome:
        case TokenRefused(bad, decision):
            raise _refused(call, bad).because(decision)
        case WrongAudience(audience, decision):
            raise _unauthorized(
                call,
                "InvalidAuthenticationTokenAudience",
                f"The access token has been obtained for wrong audience or resource '{audience}'. It should exactly "
                f"match with one of the allowed audiences {','.join(repr(each) for each in AUDIENCES)}.",
            ).because(decision)
        case _:
            return


def _check_version(call: Call) -> None:
    version = call.query.get("api-version", "")
    if not version:
        raise Fault(
            400,
            "MissingApiVersionParameter",
            "The api-version query parameter (?api-version=) is required for all requests.",
        )
    if not _is_version(version):
        raise Fault(
            400,
            "InvalidApiVersionParameter",
            f"The api-version '{version}' is invalid. The supported versions have the form 'YYYY-MM-DD', with "
            "'-preview' behind it where they are previews.",
        )


def _is_version(text: str) -> bool:
    found = _VERSION.fullmatch(text)
    try:
        return found is not None and bool(date.fromisoformat(found[1]))
    except ValueError:
        return False


def _check_header(call: Call) -> None:
    header = str(call.headers.get("authorization") or "")
    if not header:
        raise _unauthorized(
            call,
            "AuthenticationFailed",
            "Authentication failed. The 'Authorization' header is missing.",
            said="The authentication failed because of missing 'Authorization' header.",
        ).because(CHALLENGED)
    scheme, _, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise _unauthorized(
            call,
            "AuthenticationFailedInvalidHeader",
            "Authentication failed. The 'Authorization' header is provided in an invalid format.",
        )


def _refused(call: Call, bad: BadToken) -> Fault:
    match bad.flaw:
        case Flaw.EXPIRED:
            return _unauthorized(
                call,
                "ExpiredAuthenticationToken",
                f"The access token expiry UTC time '{_us_time(float(bad.found))}' is earlier than current UTC time "
                f"'{_us_time(call.now)}'.",
            )
        case Flaw.NOT_YET:
            return _unauthorized(call, "InvalidAuthenticationToken", "The access token is not valid yet.")
        case Flaw.ISSUER:
            return _wrong_tenant(call, bad)
        case _:
            return _unauthorized(call, "InvalidAuthenticationToken", "The access token is invalid.")


def _wrong_tenant(call: Call, bad: BadToken) -> Fault:
    tenant = call.cloud.settings.tenant
    return _unauthorized(
        call,
        "InvalidAuthenticationTokenTenant",
        f"The access token is from the wrong issuer '{bad.found}'. It must match the tenant "
        f"'https://sts.windows.net/{tenant}/' associated with this subscription. Please use the authority (URL) "
        f"'https://login.windows.net/{tenant}' to get the token. Note, if the subscription is transferred to another "
        "tenant there is no impact to the services, but information about new tenant could take time to propagate (up "
        "to an hour). If you just transferred your subscription and see this error message, please try back later.",
    )


def _unauthorized(call: Call, code: str, message: str, *, said: str = "") -> Fault:
    # A header holds no quotes of ours and no text of the caller's.
    said = said or "Could not find identity for access token."
    challenge = (
        f'Bearer authorization_uri="https://login.windows.net/{call.cloud.settings.tenant}", error="invalid_token", '
        f'error_description="{said}"'
    )
    return Fault(401, code, message, headers=(("www-authenticate", challenge),))


def _us_time(seconds: float) -> str:
    when = datetime.fromtimestamp(seconds, UTC)
    return f"{when.month}/{when.day}/{when.year} {when.hour % 12 or 12}:{when:%M:%S %p}"
