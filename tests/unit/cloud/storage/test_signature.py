from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from azure.storage.blob import (
    UserDelegationKey,
    generate_account_sas,
    generate_blob_sas,
    generate_container_sas,
)

from aksess.cloud.resources.origin import Origin
from tests.storage_scene import READER, STRANGER, VERSION, Shop, code, markup

HOUR = timedelta(hours=1)


def blob_sas(shop: Shop, permission: str = "r", blob: str = "a.txt", ends: timedelta = HOUR, **fields: Any) -> str:
    return generate_blob_sas(
        "shop", "photos", blob, account_key=shop.keys[0], permission=permission, expiry=now(shop) + ends, **fields
    )


def account_sas(shop: Shop, permission: str, types: str = "sco", services: str = "b") -> str:
    return generate_account_sas("shop", shop.keys[1], types, permission, now(shop) + HOUR, services=services)


def now(shop: Shop) -> datetime:
    return datetime.fromtimestamp(shop.cloud.clock.now(), UTC)


def get(shop: Shop, signature: str, path: str = "/photos/a.txt", **request: Any) -> tuple[int, str]:
    reply = shop.bare("GET", f"{path}{'&' if '?' in path else '?'}{signature}", **request)
    return reply.status, reply.headers.get("x-ms-error-code", "")


def test_a_signature_for_a_blob_reads_that_blob(shop: Shop) -> None:
    shop.keyed("PUT", "/photos/b.txt", b"other", x_ms_blob_type="BlockBlob")

    assert (200, "") == get(shop, blob_sas(shop))
    assert (403, "AuthenticationFailed") == get(shop, blob_sas(shop), "/photos/b.txt")
    assert (403, "AuthenticationFailed") == get(shop, blob_sas(shop, "rl"), "/photos?restype=container&comp=list")


def test_a_signature_gives_its_letters_and_no_others(shop: Shop) -> None:
    path = f"/photos/a.txt?{blob_sas(shop, 'r')}"

    assert "AuthorizationPermissionMismatch" == code(shop.bare("DELETE", path))
    assert 202 == shop.bare("DELETE", f"/photos/a.txt?{blob_sas(shop, 'd')}").status


def test_a_signature_that_only_creates_does_not_overwrite(shop: Shop) -> None:
    """``c`` makes new blobs; to replace one takes ``w``."""
    kind = {"x-ms-blob-type": "BlockBlob"}

    assert 201 == shop.bare("PUT", f"/photos/new?{blob_sas(shop, 'c', 'new')}", kind, body=b"1").status
    refused = shop.bare("PUT", f"/photos/new?{blob_sas(shop, 'c', 'new')}", kind, body=b"2")
    assert (403, "UnauthorizedBlobOverwrite") == (refused.status, code(refused))
    assert 201 == shop.bare("PUT", f"/photos/new?{blob_sas(shop, 'w', 'new')}", kind, body=b"2").status


@pytest.mark.parametrize("field", ["sp=rw", "se=2099-01-01T00%3A00%3A00Z", "sv=2020-12-06", "sr=c", "rsct=text%2Fhtml"])
def test_no_field_can_be_changed_after_signing(shop: Shop, field: str) -> None:
    signature = blob_sas(shop)
    name = field.partition("=")[0]
    kept = [part for part in signature.split("&") if part.partition("=")[0] != name]

    assert (403, "AuthenticationFailed") == get(shop, "&".join([*kept, field]))


def test_a_signature_is_good_between_its_times(shop: Shop) -> None:
    assert (403, "AuthenticationFailed") == get(shop, blob_sas(shop, ends=timedelta(seconds=0)))
    late = generate_blob_sas(
        "shop", "photos", "a.txt", account_key=shop.keys[0], permission="r", start=now(shop) + HOUR,
        expiry=now(shop) + 2 * HOUR,
    )  # fmt: skip

    assert (403, "AuthenticationFailed") == get(shop, late)


def test_a_signature_may_be_for_an_address(shop: Shop) -> None:
    inside, outside = Origin("pod", "198.51.100.7"), Origin("pod", "198.51.100.20")
    signature = blob_sas(shop, ip="198.51.100.5-198.51.100.10")

    assert (200, "") == get(shop, signature, origin=inside)
    assert (403, "AuthorizationSourceIPMismatch") == get(shop, signature, origin=outside)


def test_a_signature_may_set_what_the_reader_is_told(shop: Shop) -> None:
    signature = blob_sas(shop, content_type="text/html", cache_control="no-store")

    headers = shop.bare("GET", f"/photos/a.txt?{signature}").headers

    assert ("text/html", "no-store") == (headers["content-type"], headers["cache-control"])


@pytest.mark.parametrize(
    ("types", "services", "permission", "path", "answer"),
    [
        ("sco", "b", "l", "/?comp=list", (200, "")),
        ("co", "b", "l", "/?comp=list", (403, "AuthorizationResourceTypeMismatch")),
        ("c", "b", "l", "/photos?restype=container&comp=list", (200, "")),
        ("o", "b", "r", "/photos/a.txt", (200, "")),
        ("o", "q", "r", "/photos/a.txt", (403, "AuthorizationServiceMismatch")),
        ("o", "b", "w", "/photos/a.txt", (403, "AuthorizationPermissionMismatch")),
    ],
)
def test_a_signature_for_the_account(
    shop: Shop, types: str, services: str, permission: str, path: str, answer: tuple[int, str]
) -> None:
    """It names services, types of resource and permissions, and holds for these alone."""
    assert answer == get(shop, account_sas(shop, permission, types, services), path)


def test_no_signature_sets_an_access_list(shop: Shop) -> None:
    path = f"/photos?restype=container&comp=acl&{account_sas(shop, 'rwdlac')}"

    assert "AuthorizationFailure" == code(shop.bare("PUT", path))


def test_signatures_of_keys_go_where_keys_are_not_allowed(shop: Shop) -> None:
    shop.change(allowSharedKeyAccess=False)

    assert (403, "KeyBasedAuthenticationNotPermitted") == get(shop, blob_sas(shop))
    assert (403, "KeyBasedAuthenticationNotPermitted") == get(shop, account_sas(shop, "r"))


def test_a_stored_policy_gives_what_the_signature_leaves_out(shop: Shop) -> None:
    """And when it is taken away, every signature that names it is void."""
    body = policy(now(shop) + HOUR)
    assert 200 == shop.keyed("PUT", "/photos?restype=container&comp=acl", body).status
    signature = generate_container_sas("shop", "photos", account_key=shop.keys[0], policy_id="readers")

    assert (200, "") == get(shop, signature)
    assert 200 == shop.keyed("PUT", "/photos?restype=container&comp=acl").status
    assert (403, "AuthenticationFailed") == get(shop, signature)


def test_a_user_delegation_signature_gives_no_more_than_its_delegator_has(shop: Shop) -> None:
    """Microsoft Learn: the permissions of the signature and those of the roles, whichever is less."""
    shop.grant("Storage Blob Data Reader", READER)
    shop.change(allowSharedKeyAccess=False)
    signature = delegated(shop, READER, "rd")

    assert (200, "") == get(shop, signature)
    assert "AuthorizationPermissionMismatch" == code(shop.bare("DELETE", f"/photos/a.txt?{signature}"))


def test_a_delegation_key_is_given_to_those_who_may_ask(shop: Shop) -> None:
    asked = key_request(shop, HOUR)

    assert "AuthorizationPermissionMismatch" == code(
        shop.by(STRANGER, "POST", "/?restype=service&comp=userdelegationkey", asked)
    )


def test_a_delegation_key_of_one_account_signs_nothing_in_another(shop: Shop) -> None:
    shop.grant("Storage Blob Data Reader", READER)
    signature = delegated(shop, READER, "r")
    forged = signature.replace(f"skoid={READER}", f"skoid={STRANGER}")

    assert (403, "AuthenticationFailed") == get(shop, forged)


@pytest.mark.parametrize("name", ["srh", "srq", "sduoid", "saoid", "suoid", "sdd"])
def test_what_is_not_verified_is_refused(shop: Shop, name: str) -> None:
    assert (403, "AuthenticationFailed") == get(shop, f"{blob_sas(shop)}&{name}=x")


def test_a_signature_of_an_old_version_is_refused(shop: Shop) -> None:
    assert (403, "AuthenticationFailed") == get(shop, "sv=2013-08-15&sr=b&sp=r&se=2099-01-01&sig=x")


def key_request(shop: Shop, ends: timedelta) -> bytes:
    moment = (now(shop) + ends).strftime("%Y-%m-%dT%H:%M:%SZ")
    return f"<KeyInfo><Start>{now(shop):%Y-%m-%dT%H:%M:%SZ}</Start><Expiry>{moment}</Expiry></KeyInfo>".encode()


def delegated(shop: Shop, object_id: str, permission: str) -> str:
    """A signature with a key that the account gave to a principal."""
    reply = shop.by(object_id, "POST", "/?restype=service&comp=userdelegationkey", key_request(shop, HOUR))
    assert 200 == reply.status
    found = markup(reply)
    key: Any = UserDelegationKey.__new__(UserDelegationKey)
    key.signed_oid, key.signed_tid = found.text_of("SignedOid"), found.text_of("SignedTid")
    key.signed_start, key.signed_expiry = found.text_of("SignedStart"), found.text_of("SignedExpiry")
    key.signed_service, key.signed_version = found.text_of("SignedService"), found.text_of("SignedVersion")
    key.signed_delegated_user_tid, key.value = None, found.text_of("Value")
    assert (object_id, VERSION) == (key.signed_oid, key.signed_version)
    return generate_blob_sas(
        "shop", "photos", "a.txt", user_delegation_key=key, permission=permission, expiry=now(shop) + HOUR
    )


def policy(expiry: datetime) -> bytes:
    """One stored access policy, ``readers``."""
    return (
        "<SignedIdentifiers><SignedIdentifier><Id>readers</Id><AccessPolicy>"
        f"<Expiry>{expiry:%Y-%m-%dT%H:%M:%SZ}</Expiry><Permission>r</Permission>"
        "</AccessPolicy></SignedIdentifier></SignedIdentifiers>"
    ).encode()


def test_the_signature_of_a_name_with_spaces_holds(shop: Shop) -> None:
    shop.keyed("PUT", "/photos/a%20b%2Bc.txt", b"x", x_ms_blob_type="BlockBlob")

    assert (200, "") == get(shop, blob_sas(shop, blob="a b+c.txt"), f"/photos/{quote('a b+c.txt')}")
