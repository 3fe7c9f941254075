"""What callers have a key do for them. The private half never leaves the vault."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import msgspec

from aksess.cloud.oidc.jws import base64url, from_base64url
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault import algorithms
from aksess.cloud.services.keyvault.algorithms import Unfit
from aksess.cloud.services.keyvault.errors import bad_parameter, disabled, forbidden
from aksess.cloud.services.keyvault.jwk import PrivateKey, of_pem
from aksess.cloud.services.keyvault.keys import KEYS
from aksess.cloud.services.keyvault.object_ids import answer, body
from aksess.cloud.services.keyvault.records import KeyVersion
from aksess.cloud.services.keyvault.vaults import vault_of

# What a key that is expired or not valid yet still does, so that nothing is locked in for good
# (Microsoft Learn, "About keys", "Date-time controlled operations").
AT_ANY_TIME: Final = frozenset({"decrypt", "unwrapKey", "verify"})


class UseBody(msgspec.Struct):
    """The body of all but verify. value: base64url."""

    alg: str
    value: str

    def __repr__(self) -> str:
        return f"UseBody(alg={self.alg!r})"


class VerifyBody(msgspec.Struct):
    """The body of verify. digest, value (the signature): base64url."""

    alg: str
    digest: str
    value: str


Use = Callable[[PrivateKey, str, bytes], bytes]


def using(operation: str, use: Use) -> Callable[[Call], Answer]:
    """What runs for an operation of ``key_ops``: (1) the key is there, (2) enabled, (3) in its time, (4) made for
    this, (5) fit for the algorithm. Raises Fault 404, 403, 403, 403, 400."""

    def run(call: Call) -> Answer:
        vault, sent = vault_of(call), body(call, UseBody)
        entry, version = KEYS.find(call, vault)
        _must_allow(call, version, operation)
        try:
            result = use(of_pem(version.pem), sent.alg, _bytes("value", sent.value))
        except Unfit as error:
            raise bad_parameter(str(error)) from None
        kid = KEYS.identifier(vault, entry.name, version.id)
        return answer(call, vault, {"kid": kid, "value": base64url(result)})

    return run


def verify(call: Call) -> Answer:
    """Whether a signature is the key's."""
    vault, sent = vault_of(call), body(call, VerifyBody)
    _, version = KEYS.find(call, vault)
    _must_allow(call, version, "verify")
    digest, signature = _bytes("digest", sent.digest), _bytes("value", sent.value)
    try:
        good = algorithms.verify(of_pem(version.pem), sent.alg, digest, signature)
    except Unfit as error:
        raise bad_parameter(str(error)) from None
    return answer(call, vault, {"value": good})


RUNS: Final[dict[str, Callable[[Call], Any]]] = {
    "encrypt": using("encrypt", algorithms.encrypt),
    "decrypt": using("decrypt", algorithms.decrypt),
    "wrapKey": using("wrapKey", algorithms.encrypt),
    "unwrapKey": using("unwrapKey", algorithms.decrypt),
    "sign": using("sign", algorithms.sign),
    "verify": verify,
}


def _must_allow(call: Call, version: KeyVersion, operation: str) -> None:
    # (2) enabled
    if not version.enabled:
        raise disabled(operation, "key")
    # (3) in its time
    if operation not in AT_ANY_TIME:
        if version.nbf is not None and call.now < version.nbf:
            raise forbidden("KeyNotYetValid", f"Operation {operation} is not allowed on a key that is not yet valid.")
        if version.exp is not None and call.now >= version.exp:
            raise forbidden("KeyExpired", f"Operation {operation} is not allowed on an expired key.")
    # (4) made for this
    if operation not in version.ops:
        raise forbidden("KeyOperationForbidden", f"Operation {operation} is not permitted on this key.")


def _bytes(name: str, text: str) -> bytes:
    try:
        return from_base64url(text.rstrip("="))
    except ValueError:
        raise bad_parameter(f"Property {name} has invalid value: it is not base64url.") from None
