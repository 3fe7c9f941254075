"""Keys: what is made, imported and shown."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from aksess.cloud.oidc.jws import base64url, from_base64url
from aksess.cloud.services.keyvault.jwk import generate, public_members
from aksess.cloud.services.keyvault.keys import ImportBody
from tests.unit.cloud.services.keyvault.conftest import Bench


def test_a_new_key_shows_its_public_half(bench: Bench) -> None:
    """And nothing of the other, wherever it is shown."""
    made = bench.ok("POST", "/keys/k/create", {"kty": "EC", "tags": {"a": "b"}})
    now = int(bench.cloud.clock.now())

    assert made == bench.ok("GET", "/keys/k/")
    assert {"kid", "kty", "key_ops", "crv", "x", "y"} == set(made["key"])
    assert ("EC", "P-256", ["sign", "verify"]) == (made["key"]["kty"], made["key"]["crv"], made["key"]["key_ops"])
    assert {
        "enabled": True,
        "created": now,
        "updated": now,
        "recoveryLevel": "Recoverable+Purgeable",
        "recoverableDays": 90,
        "exportable": False,
    } == made["attributes"]
    assert f"https://widemo-kv.vault.azure.net/keys/k/{made['key']['kid'][-32:]}" == made["key"]["kid"]


def test_an_rsa_key_has_the_size_that_was_asked_for(bench: Bench) -> None:
    """2048 where none was."""
    made = bench.ok("POST", "/keys/k/create", {"kty": "RSA"})["key"]

    assert 256 == len(from_base64url(made["n"]))
    assert "AQAB" == made["e"]
    assert ["encrypt", "decrypt", "sign", "verify", "wrapKey", "unwrapKey"] == made["key_ops"]


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"kty": "oct"},
        {"kty": "oct-HSM"},
        {"kty": "rsa"},
        {"kty": "RSA-HSM"},
        {"kty": "RSA", "key_size": 1024},
        {"kty": "RSA", "key_size": 2049},
        {"kty": "RSA", "key_size": "2048"},
        {"kty": "RSA", "public_exponent": 3},
        {"kty": "EC", "crv": "P-224"},
        {"kty": "EC", "key_ops": ["dance"]},
        {"kty": "EC", "tags": {str(number): "" for number in range(16)}},
        {"kty": "EC", "attributes": {"nbf": 5, "exp": 4}},
    ],
)
def test_a_key_that_cannot_be_is_refused(bench: Bench, sent: dict[str, Any]) -> None:
    """BadParameter, and there is no key."""
    reply = bench("POST", "/keys/k/create", sent)

    assert (400, "BadParameter") == (reply.status, reply.error)
    assert 404 == bench("GET", "/keys/k").status


def test_an_exponent_of_nought_is_the_usual_one(bench: Bench) -> None:
    """The client for Java sends it with every RSA key."""
    made = bench.ok("POST", "/keys/k/create", {"kty": "RSA", "public_exponent": 0})

    assert "AQAB" == made["key"]["e"]


def test_a_premium_vault_has_keys_of_the_hsm_type(bench: Bench) -> None:
    """They do what the others do."""
    bench.change(sku={"family": "A", "name": "Premium"})

    assert "EC-HSM" == bench.ok("POST", "/keys/k/create", {"kty": "EC-HSM"})["key"]["kty"]


def test_an_exportable_key_is_not_implemented(bench: Bench) -> None:
    """501 by name: there is no secure key release."""
    reply = bench("POST", "/keys/k/create", {"kty": "EC", "attributes": {"exportable": True}})

    assert 501 == reply.status
    assert "secure key release" in reply.json()["error"]["message"]


def test_a_name_that_was_deleted_while_its_key_was_made_is_taken(bench: Bench) -> None:
    """The key is made beside other requests; what they did counts."""
    bench.ok("POST", "/keys/k/create", {"kty": "EC"})
    token = bench.ask.token("22222222-2222-4222-8222-222222222222", "https://vault.azure.net")
    url = "https://widemo-kv.vault.azure.net/keys/k"

    async def both() -> list[int]:
        made, deleted = await asyncio.gather(
            bench.ask.send("POST", f"{url}/create?api-version=7.6", content={"kty": "RSA"}, token=token),
            bench.ask.send("DELETE", f"{url}?api-version=7.6", token=token),
        )
        return [made.status, deleted.status]

    assert [409, 200] == asyncio.run(both())


def test_an_imported_key_is_kept_as_it_was_sent(bench: Bench) -> None:
    """With its own operations."""
    key = generate("P-521", 0)
    secret = base64url(key.private_numbers().private_value.to_bytes(66, "big"))  # type: ignore[union-attr]
    sent = {"kty": "EC", "key_ops": ["verify"], **public_members(key), "d": secret}
    made = bench.ok("PUT", "/keys/k", {"key": sent, "tags": {"a": "b"}})

    assert {"kid": made["key"]["kid"], **{name: value for name, value in sent.items() if name != "d"}} == made["key"]
    assert secret not in repr(ImportBody(sent))
    assert 400 == bench("PUT", "/keys/k", {"key": {**sent, "x": sent["y"]}}).status
    assert 400 == bench("PUT", "/keys/k", {"key": {"kty": "oct", "k": "AAAA"}}).status


def test_an_update_changes_what_it_names(bench: Bench) -> None:
    """Operations, attributes, tags; a disabled key is still shown."""
    version = bench.ok("POST", "/keys/k/create", {"kty": "EC", "tags": {"a": "b"}})["key"]["kid"][-32:]
    bench.ok("PATCH", f"/keys/k/{version}", {"attributes": {"enabled": False}})
    updated = bench.ok("PATCH", "/keys/k", {"key_ops": ["sign"], "tags": {}})

    assert (["sign"], {}, False) == (updated["key"]["key_ops"], updated["tags"], updated["attributes"]["enabled"])
    assert updated == bench.ok("GET", f"/keys/k/{version}")
    assert 400 == bench("PATCH", "/keys/k", {"key_ops": ["dance"]}).status


def test_a_rotated_key_is_a_new_one_of_the_same_make(bench: Bench) -> None:
    """Type, size and operations stay; the numbers change."""
    for sent in ({"kty": "EC", "crv": "P-384"}, {"kty": "RSA", "key_size": 3072, "key_ops": ["sign"]}):
        before = bench.ok("POST", "/keys/k/create", sent)["key"]
        after = bench.ok("POST", "/keys/k/rotate")["key"]
        numbers = ("kid", "x", "y", "n")

        assert {name: value for name, value in before.items() if name not in numbers} == {
            name: value for name, value in after.items() if name not in numbers
        }
        assert len(before.get("n", "")) == len(after.get("n", ""))
        assert all(before[name] != after[name] for name in numbers if name in before)
    assert 404 == bench("POST", "/keys/none/rotate").status
