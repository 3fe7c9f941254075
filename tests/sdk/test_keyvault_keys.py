"""The real azure-keyvault-keys client: keys, and what they do for their callers. Nothing is patched."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator

import pytest
from azure.core.exceptions import HttpResponseError, ResourceNotFoundError
from azure.identity import ClientSecretCredential
from azure.identity.aio import ClientSecretCredential as AsyncClientSecretCredential
from azure.keyvault.keys import (
    JsonWebKey,
    KeyClient,
    KeyCurveName,
    KeyRotationLifetimeAction,
    KeyRotationPolicy,
    KeyRotationPolicyAction,
)
from azure.keyvault.keys.aio import KeyClient as AsyncKeyClient
from azure.keyvault.keys.crypto import CryptographyClient, EncryptionAlgorithm, KeyWrapAlgorithm, SignatureAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed, encode_dss_signature

from aksess.testing.azure import LocalAzure
from tests.sdk.keyvault import opened

DIGEST = hashlib.sha256(b"a message").digest()


@pytest.fixture
def url(local_azure: LocalAzure) -> Iterator[str]:
    """A vault whose data the operator may do everything with."""
    with opened(local_azure) as url:
        yield url


@pytest.fixture
def credential(local_azure: LocalAzure, url: str) -> Iterator[ClientSecretCredential]:
    """The operator's."""
    who = local_azure.operator
    with ClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential:
        yield credential


@pytest.fixture
def client(url: str, credential: ClientSecretCredential) -> Iterator[KeyClient]:
    """A client of the operator's."""
    with KeyClient(url, credential) as client:
        yield client


def test_an_rsa_key_signs_and_what_it_signs_is_verified_outside(
    client: KeyClient, credential: ClientSecretCredential
) -> None:
    """The public numbers in the JWK are those of the key that signs in the vault."""
    key = client.create_rsa_key("rsa", size=2048)
    public = rsa.RSAPublicNumbers(
        int.from_bytes(key.key.e, "big"),  # type: ignore[attr-defined]
        int.from_bytes(key.key.n, "big"),  # type: ignore[attr-defined]
    ).public_key()
    with CryptographyClient(key, credential) as crypto:
        pkcs = crypto.sign(SignatureAlgorithm.rs256, DIGEST).signature
        pss = crypto.sign(SignatureAlgorithm.ps256, DIGEST).signature
        assert crypto.verify(SignatureAlgorithm.ps256, DIGEST, pss).is_valid
        assert not crypto.verify(SignatureAlgorithm.ps256, DIGEST, pkcs).is_valid

    public.verify(pkcs, DIGEST, padding.PKCS1v15(), Prehashed(hashes.SHA256()))
    public.verify(pss, DIGEST, padding.PSS(padding.MGF1(hashes.SHA256()), 32), Prehashed(hashes.SHA256()))
    assert 256 == len(key.key.n)  # type: ignore[attr-defined]


def test_an_ec_key_signs_as_its_curve_does(client: KeyClient, credential: ClientSecretCredential) -> None:
    """r and s, side by side."""
    key = client.create_ec_key("ec", curve=KeyCurveName.p_256)
    with CryptographyClient(key, credential) as crypto:
        signature = crypto.sign(SignatureAlgorithm.es256, DIGEST).signature
    x, y = int.from_bytes(key.key.x, "big"), int.from_bytes(key.key.y, "big")  # type: ignore[attr-defined]
    public = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
    numbers = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))

    public.verify(numbers, DIGEST, ec.ECDSA(Prehashed(hashes.SHA256())))


def test_what_is_encrypted_here_is_decrypted_in_the_vault(
    client: KeyClient, credential: ClientSecretCredential
) -> None:
    """Encrypted by the SDK with the public half, decrypted by the vault; wrapped and unwrapped the same."""
    key = client.create_rsa_key("rsa", size=2048)
    with CryptographyClient(key, credential) as crypto:
        cipher = crypto.encrypt(EncryptionAlgorithm.rsa_oaep_256, b"plain").ciphertext
        wrapped = crypto.wrap_key(KeyWrapAlgorithm.rsa_oaep, b"0" * 32).encrypted_key

        assert b"plain" == crypto.decrypt(EncryptionAlgorithm.rsa_oaep_256, cipher).plaintext
        assert b"0" * 32 == crypto.unwrap_key(KeyWrapAlgorithm.rsa_oaep, wrapped).key


def test_an_imported_key_is_the_callers(client: KeyClient) -> None:
    """Its numbers are those that were sent."""
    numbers = ec.generate_private_key(ec.SECP384R1()).private_numbers()
    point = numbers.public_numbers
    sent = JsonWebKey(
        kty="EC",
        crv="P-384",
        key_ops=["sign"],
        x=point.x.to_bytes(48, "big"),
        y=point.y.to_bytes(48, "big"),
        d=numbers.private_value.to_bytes(48, "big"),
    )
    key = client.import_key("mine", sent)

    assert point.x.to_bytes(48, "big") == key.key.x  # type: ignore[attr-defined]
    assert ["sign"] == key.key_operations
    assert not hasattr(key.key, "d") or key.key.d is None


def test_a_rotation_gives_a_new_version_that_ends_as_the_policy_says(client: KeyClient) -> None:
    """The policy is shown as it was set."""
    first = client.create_ec_key("k")
    rotate = KeyRotationLifetimeAction(KeyRotationPolicyAction.rotate, time_after_create="P30D")
    policy = client.update_key_rotation_policy("k", KeyRotationPolicy(lifetime_actions=[rotate], expires_in="P90D"))
    second = client.rotate_key("k")

    assert ("P90D", ["P30D"]) == (policy.expires_in, [each.time_after_create for each in policy.lifetime_actions])
    assert first.properties.version != second.properties.version
    assert second.properties.expires_on is not None
    assert second.properties.created_on is not None
    assert 90 == (second.properties.expires_on - second.properties.created_on).days
    assert "P90D" == client.get_key_rotation_policy("k").expires_in


def test_the_life_of_a_key(client: KeyClient) -> None:
    """Listed, updated, backed up, deleted, recovered, purged, restored."""
    made = client.create_ec_key("k", tags={"a": "b"})
    client.update_key_properties("k", key_operations=["verify"], enabled=False)
    assert [("k", False)] == [(each.name, each.enabled) for each in client.list_properties_of_keys()]
    assert ["verify"] == client.get_key("k").key_operations
    blob = client.backup_key("k")

    client.begin_delete_key("k").result()
    client.begin_recover_deleted_key("k").result()
    client.begin_delete_key("k").result()
    assert ["k"] == [each.name for each in client.list_deleted_keys()]
    client.purge_deleted_key("k")
    with pytest.raises(ResourceNotFoundError):
        client.get_key("k")

    assert client.restore_key_backup(blob).id == made.id


def test_a_key_does_only_what_it_was_made_for(client: KeyClient, credential: ClientSecretCredential) -> None:
    """403 KeyOperationForbidden from the vault."""
    key = client.create_rsa_key("k", size=2048, key_operations=["verify"])
    with CryptographyClient(key, credential) as crypto, pytest.raises(HttpResponseError) as refused:
        crypto.sign(SignatureAlgorithm.rs256, DIGEST)

    assert 403 == refused.value.status_code
    assert "Operation sign is not permitted on this key." in str(refused.value)


def test_the_async_client_does_the_same(local_azure: LocalAzure, url: str) -> None:
    """aiohttp underneath, the same answers."""

    async def story() -> str | None:
        who = local_azure.operator
        async with (
            AsyncClientSecretCredential(who.tenant, who.client_id, who.client_secret) as credential,
            AsyncKeyClient(url, credential) as client,
        ):
            await client.create_ec_key("k")
            return (await client.get_key("k")).name

    assert "k" == asyncio.run(story())
