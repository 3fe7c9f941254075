"""Key Vault authenticates the caller: the first steps of its order. The next ones are in ``authz``.

(1) The vault exists; (2) the request has a bearer token; (3) the token is Entra's and in force; (4) it is for Key
Vault;
(5) it is of the vault's tenant. The body is read only after all of them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from aksess.cloud.identity.access_tokens import BadToken, Flaw
from aksess.cloud.pipeline.bearer import NoToken, TokenRefused, WrongAudience, authenticate_bearer
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.services.keyvault.errors import shown, unauthorized
from aksess.cloud.services.keyvault.vaults import RESOURCE, Vault, vault_of
from aksess.wire.events import Decision

# The client id of Key Vault, which v2.0 tokens carry (Microsoft Learn, "Verify first-party Microsoft applications").
AUDIENCES: Final = frozenset({RESOURCE, f"{RESOURCE}/", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"})


def authenticate(call: Call, operation: Operation) -> None:
    """Set the caller, whatever the operation.

    Raises:
        Fault: 404 for no vault, 401 with the challenge for the token.
    """
    # (1) the vault
    vault = vault_of(call)
    # (2) to (4) a token, Entra's and in force, for Key Vault
    outcome = authenticate_bearer(call, AUDIENCES.__contains__, RESOURCE)
    match outcome:
        case NoToken(decision):
            raise unauthorized(vault.challenge, "AKV10000: Request is missing a Bearer or PoP token.").because(decision)
        case TokenRefused(bad, decision) if bad.flaw is Flaw.ISSUER:
            raise _other_tenant(vault, bad.found)
        case TokenRefused(bad, decision):
            raise unauthorized(vault.challenge, _text(call, bad)).because(decision)
        case WrongAudience(audience, decision):
            found = shown(audience)
            raise unauthorized(
                vault.challenge, f"AKV10022: Invalid audience. Expected {RESOURCE}, found: {found}."
            ).because(decision)
        case claims:
            # (5) of the vault's tenant
            if claims["tid"] != vault.tenant:
                raise _other_tenant(vault, f"https://sts.windows.net/{claims['tid']}/")


def _other_tenant(vault: Vault, found: str) -> Fault:
    wanted = f"https://sts.windows.net/{vault.tenant}/"
    return unauthorized(
        vault.challenge, f"AKV10032: Invalid issuer. Expected one of {wanted}, found {shown(found)}."
    ).because(Decision(link="tenant", found=shown(found), wanted=(wanted,), why="AKV10032"))


def _text(call: Call, bad: BadToken) -> str:
    # The numbers are those of Microsoft.IdentityModel, whose texts Key Vault passes on.
    match bad.flaw:
        case Flaw.KEY:
            return "AKV10046: Unable to resolve the key used for signature validation."
        case Flaw.EXPIRED:
            return _lifetime(call, "IDX10223: Lifetime validation failed. The token is expired. ValidTo (UTC)", bad)
        case Flaw.NOT_YET:
            return _lifetime(
                call, "IDX10222: Lifetime validation failed. The token is not yet valid. ValidFrom (UTC)", bad
            )
        case Flaw.SIGNATURE | Flaw.ALGORITHM:
            return "Error validating token: IDX10511: Signature validation failed."
        case Flaw.CLAIM:
            return f"Error validating token: the claim '{bad.found}' is missing or not a {bad.wanted}."
        case _:
            return "Error validating token: IDX12741: JWT must have three segments (JWS) or five segments (JWE)."


def _lifetime(call: Call, text: str, bad: BadToken) -> str:
    return f"Error validating token: {text}: '{_moment(bad.found)}', Current time (UTC): '{_moment(call.now)}'."


def _moment(seconds: str | float) -> str:
    try:
        return datetime.fromtimestamp(float(seconds), UTC).strftime("%m/%d/%Y %H:%M:%S")
    except (ValueError, OverflowError, OSError):
        return shown(str(seconds))
