"""Who calls a vault: the first steps of Key Vault's own order. The grant's are in ``granting``.

(1) the vault is there; (2) a token is there; (3) it is Entra's, whole and in time; (4) it is for Key Vault;
(5) it is of the vault's tenant. Nothing of the body is read before that, and nothing has happened.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from aksess.cloud.identity.access_tokens import BadToken, Flaw
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.services.keyvault.faults import shown, unauthorized
from aksess.cloud.services.keyvault.vaults import RESOURCE, Vault, vault_of
from aksess.wire.events import CHALLENGE, Decision

# The client id of Key Vault, which v2.0 tokens carry (Microsoft Learn, "Verify first-party Microsoft applications").
AUDIENCES: Final = frozenset({RESOURCE, f"{RESOURCE}/", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093"})


def prove(call: Call, operation: Operation) -> None:
    """Set the caller, whatever the operation. Raises Fault 404 for no vault and 401 with the challenge."""
    # (1) the vault
    vault = vault_of(call)
    # (2) a token
    token = bearer_of(call)
    if not token:
        raise unauthorized(vault.challenge, "AKV10000: Request is missing a Bearer or PoP token.").because(
            Decision(link="token", why=CHALLENGE)
        )
    # (3) of Entra, whole, in time
    claims = call.cloud.tokens.verify(token)
    if isinstance(claims, BadToken):
        raise _refused(call, vault, claims)
    # (4) for Key Vault
    if claims["aud"] not in AUDIENCES:
        found = shown(claims["aud"])
        raise unauthorized(
            vault.challenge, f"AKV10022: Invalid audience. Expected {RESOURCE}, found: {found}."
        ).because(Decision(link="audience", found=found, wanted=(RESOURCE,), why="AKV10022"))
    # (5) of the vault's tenant
    if claims["tid"] != vault.tenant:
        raise _other_tenant(call, vault, f"https://sts.windows.net/{claims['tid']}/")
    call.caller = call.cloud.tokens.caller(claims)


def bearer_of(call: Call) -> str:
    """The token of the ``Authorization`` header; empty where there is none."""
    scheme, _, token = str(call.headers.get("authorization") or "").partition(" ")
    return token.strip() if scheme == "Bearer" or scheme.lower() == "bearer" else ""


def _refused(call: Call, vault: Vault, bad: BadToken) -> Fault:
    if bad.flaw is Flaw.ISSUER:
        return _other_tenant(call, vault, bad.found)
    return unauthorized(vault.challenge, _text(call, bad)).because(
        Decision(link="signature", found=shown(bad.found), wanted=(bad.wanted,), why=bad.flaw.value)
    )


def _other_tenant(call: Call, vault: Vault, found: str) -> Fault:
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
