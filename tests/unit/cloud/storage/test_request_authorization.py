from __future__ import annotations

import pytest

from aksess.cloud.resources.origin import Origin
from tests.storage_scene import READER, STRANGER, VERSION, WRITER, Shop, code, markup


def test_no_proof_is_challenged(shop: Shop) -> None:
    """Versions from 2019-12-12 on send the client to Entra, in the tenant of the account."""
    reply = shop.bare("GET", "/photos/a.txt", {"x-ms-version": VERSION})

    tenant = shop.cloud.settings.tenant
    assert (401, "NoAuthenticationInformation") == (reply.status, code(reply))
    assert (
        f"Bearer authorization_uri=https://login.microsoftonline.com/{tenant}/oauth2/authorize "
        "resource_id=https://storage.azure.com"
    ) == reply.headers["www-authenticate"]


def test_a_challenge_is_logged_as_one(shop: Shop) -> None:
    """Every client without credentials meets it first: `aksess logs` must not show it as a failure."""
    shop.bare("GET", "/photos/a.txt", {"x-ms-version": VERSION})
    challenged = shop.cloud.activity_log.recent[-1].decision
    shop.by(STRANGER, "GET", "/photos/a.txt")
    refused = shop.cloud.activity_log.recent[-1].decision

    assert challenged is not None
    assert challenged.is_challenge
    assert refused is not None
    assert not refused.is_challenge


def test_no_proof_in_an_old_version_is_public_access(shop: Shop) -> None:
    """A browser names no version: it is told that nothing is public."""
    assert (409, "PublicAccessNotPermitted") == answered(shop, "/photos/a.txt")
    shop.change(allowBlobPublicAccess=True)

    assert (404, "ResourceNotFound") == answered(shop, "/photos/a.txt")


@pytest.mark.parametrize("version", ["banana", "2008-10-27", "2023-1-1", "2023-11-03; DROP", "2023-11-03, 2023-11-03"])
def test_a_version_that_is_none_is_a_bad_request(shop: Shop, version: str) -> None:
    """Whoever asks, and before it is looked at who that is; the header is named."""
    for reply in (
        shop.keyed("GET", "/photos/a.txt", x_ms_version=version),
        shop.bare("GET", "/photos/a.txt", {"x-ms-version": version}),
    ):
        assert (400, "InvalidHeaderValue") == (reply.status, code(reply))
        assert "x-ms-version" == markup(reply).text_of("HeaderName")


def test_a_scheme_that_nobody_knows_is_a_bad_request(shop: Shop) -> None:
    reply = shop.bare("GET", "/photos/a.txt", {"authorization": "Basic YTpi", "x-ms-version": VERSION})

    assert (400, "InvalidAuthenticationInfo") == (reply.status, code(reply))


def test_an_account_that_is_not_there_is_not_found(shop: Shop) -> None:
    reply = shop.ask("GET", "https://nobody.blob.core.windows.net/photos/a.txt")

    assert (404, "ResourceNotFound") == (reply.status, code(reply))


def test_owner_of_the_subscription_reads_no_blob(shop: Shop) -> None:
    """Owner has every action and no dataAction."""
    shop.grant("Owner", STRANGER, f"/subscriptions/{shop.cloud.settings.subscription}")

    assert 200 == shop.by(STRANGER, "GET", "/?comp=list").status
    reply = shop.by(STRANGER, "GET", "/photos/a.txt")
    assert (403, "AuthorizationPermissionMismatch") == (reply.status, code(reply))


def test_a_role_at_the_container_is_for_that_container(shop: Shop) -> None:
    shop.keyed("PUT", "/papers?restype=container")
    shop.keyed("PUT", "/papers/b.txt", b"secret", x_ms_blob_type="BlockBlob")
    shop.grant("Storage Blob Data Reader", READER, f"{shop.account.id}/blobServices/default/containers/photos")

    assert 200 == shop.by(READER, "GET", "/photos/a.txt").status
    assert "AuthorizationPermissionMismatch" == code(shop.by(READER, "GET", "/papers/b.txt"))


@pytest.mark.parametrize(
    ("role", "method", "path", "status"),
    [
        ("Storage Blob Data Reader", "GET", "/photos?restype=container&comp=list", 200),
        ("Storage Blob Data Reader", "GET", "/photos/a.txt", 200),
        ("Storage Blob Data Reader", "HEAD", "/photos/a.txt", 200),
        ("Storage Blob Data Reader", "PUT", "/photos/b.txt", 403),
        ("Storage Blob Data Reader", "DELETE", "/photos/a.txt", 403),
        ("Storage Blob Data Reader", "PUT", "/new?restype=container", 403),
        ("Storage Blob Data Contributor", "PUT", "/photos/b.txt", 201),
        ("Storage Blob Data Contributor", "PUT", "/photos/a.txt", 201),
        ("Storage Blob Data Contributor", "DELETE", "/photos/a.txt", 202),
        ("Storage Blob Data Contributor", "PUT", "/new?restype=container", 201),
        ("Storage Blob Data Contributor", "PUT", "/photos?restype=container&comp=acl", 403),
        ("Storage Blob Data Owner", "PUT", "/photos?restype=container&comp=acl", 200),
        ("Storage Queue Data Contributor", "GET", "/photos/a.txt", 403),
        ("Contributor", "GET", "/photos/a.txt", 403),
        ("Contributor", "PUT", "/new?restype=container", 201),
    ],
)
def test_each_role_gives_what_its_actions_say(shop: Shop, role: str, method: str, path: str, status: int) -> None:
    shop.grant(role, WRITER)

    assert status == shop.by(WRITER, method, path, x_ms_blob_type="BlockBlob").status


def test_a_refusal_notes_the_missing_action(shop: Shop) -> None:
    shop.by(READER, "GET", "/photos/a.txt")

    decision = shop.cloud.activity_log.recent[-1].decision
    assert decision is not None
    assert "grant" == decision.link
    assert "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read" == decision.action


def test_network_rules_keep_even_the_key_out(shop: Shop) -> None:
    """A caller whose address is in no rule gets the network's own code, not that of a grant."""
    shop.change(networkAcls={"defaultAction": "Deny", "ipRules": [{"value": "198.51.100.7"}]})
    inside = Origin("pod", "198.51.100.7")

    assert (403, "AuthorizationFailure") == seen(shop, None)
    assert 200 == shop.bare("GET", "/photos/a.txt", shop.signed("GET", "/photos/a.txt", b"", {}), origin=inside).status


def test_an_account_whose_public_network_is_off_is_closed(shop: Shop) -> None:
    shop.change(publicNetworkAccess="Disabled")

    assert (403, "AuthorizationFailure") == seen(shop, None)


def test_a_subnet_with_a_rule_is_let_in(shop: Shop) -> None:
    subnet = f"/subscriptions/{shop.cloud.settings.subscription}/resourceGroups/rg/subnets/pods"
    shop.change(networkAcls={"defaultAction": "Deny", "virtualNetworkRules": [{"id": subnet.upper()}]})

    assert 200 == seen(shop, Origin("pod", "10.0.0.4", subnet))[0]


def answered(shop: Shop, path: str) -> tuple[int, str]:
    reply = shop.bare("GET", path)
    return reply.status, code(reply)


def seen(shop: Shop, origin: Origin | None) -> tuple[int, str]:
    reply = shop.bare("GET", "/photos/a.txt", shop.signed("GET", "/photos/a.txt", b"", {}), origin=origin)
    return reply.status, reply.headers.get("x-ms-error-code", "")
