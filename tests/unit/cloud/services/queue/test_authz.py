"""Which role may do what with messages: Microsoft Learn, "Permissions for queue service operations"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

import pytest
from azure.storage.queue import UserDelegationKey, generate_queue_sas

from tests.storage_scene import VERSION, WRITER, Shop, code, markup
from tests.unit.cloud.services.queue.conftest import Jobs

BODY = b"<QueueMessage><MessageText>x</MessageText></QueueMessage>"
READER, CONTRIBUTOR = "Storage Queue Data Reader", "Storage Queue Data Contributor"
PROCESSOR, SENDER = "Storage Queue Data Message Processor", "Storage Queue Data Message Sender"


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (READER, {"peek", "metadata"}),
        (CONTRIBUTOR, {"peek", "metadata", "put", "get", "delete", "clear", "update", "create"}),
        (PROCESSOR, {"peek", "get", "delete"}),
        (SENDER, {"put"}),
        ("Contributor", {"metadata", "create"}),
        ("Storage Blob Data Owner", set()),
    ],
)
def test_each_role_does_what_it_is_named_for(jobs: Jobs, role: str, may: set[str]) -> None:
    """A sender cannot read, a reader cannot take, a processor cannot put."""
    jobs.shop.grant(role, WRITER)

    assert may == {name for name in REQUESTS if allowed(jobs, name)}


REQUESTS = {
    "peek": ("GET", "/jobs/messages?peekonly=true", b""),
    "get": ("GET", "/jobs/messages", b""),
    "put": ("POST", "/jobs/messages", BODY),
    "update": ("PUT", "/jobs/messages/{id}?popreceipt={receipt}&visibilitytimeout=0", BODY),
    "delete": ("DELETE", "/jobs/messages/{id}?popreceipt={receipt}", b""),
    "clear": ("DELETE", "/jobs/messages", b""),
    "metadata": ("GET", "/jobs?comp=metadata", b""),
    "create": ("PUT", "/other", b""),
}


def allowed(jobs: Jobs, name: str) -> bool:
    """Whether the writer may; what it acts on is there, so that nothing but the grant can refuse."""
    method, path, body = REQUESTS[name]
    put = jobs.put("x")
    target = path.format(id=put.text_of("MessageId"), receipt=quote(put.text_of("PopReceipt"), safe=""))
    reply = jobs.shop.by(WRITER, method, target, body)
    assert reply.status < 300 or "AuthorizationPermissionMismatch" == code(reply)
    return reply.status < 300


def test_a_role_at_a_queue_is_for_that_queue(jobs: Jobs) -> None:
    jobs.shop.keyed("PUT", "/other")
    jobs.shop.grant(SENDER, WRITER, f"{jobs.shop.account.id}/queueServices/default/queues/jobs")

    assert 201 == jobs.shop.by(WRITER, "POST", "/jobs/messages", BODY).status
    assert 403 == jobs.shop.by(WRITER, "POST", "/other/messages", BODY).status


def test_no_proof_is_challenged(jobs: Jobs) -> None:
    reply = jobs.shop.bare("GET", "/jobs/messages", {"x-ms-version": VERSION})

    assert (401, "NoAuthenticationInformation") == (reply.status, code(reply))
    assert 404 == jobs.shop.bare("GET", "/jobs/messages").status


@pytest.mark.parametrize(("letters", "may"), [("r", {"peek", "metadata"}), ("a", {"put"}), ("p", {"get", "delete"})])
def test_a_signature_gives_its_letters(jobs: Jobs, letters: str, may: set[str]) -> None:
    expiry = datetime.fromtimestamp(jobs.shop.cloud.clock.now(), UTC) + timedelta(hours=1)
    signature = generate_queue_sas("shop", "jobs", jobs.shop.keys[0], permission=letters, expiry=expiry)

    assert may == {name for name in REQUESTS if name != "create" and signed(jobs, name, signature)}
    assert 403 == jobs.shop.bare("GET", f"/other?comp=metadata&{signature}").status


def signed(jobs: Jobs, name: str, signature: str) -> bool:
    method, path, body = REQUESTS[name]
    put = jobs.put("x")
    target = path.format(id=put.text_of("MessageId"), receipt=quote(put.text_of("PopReceipt"), safe=""))
    reply = jobs.shop.bare(method, f"{target}{'&' if '?' in target else '?'}{signature}", body=body)
    return reply.status < 300


def test_a_user_delegation_signature_is_for_its_own_service(jobs: Jobs) -> None:
    """A key that Queue Storage gave opens a queue; the same fields with another service open nothing."""
    shop = jobs.shop
    for role in ("Owner", PROCESSOR):
        shop.grant(role, WRITER)
    jobs.put("one")
    signature = delegated(shop, "p")

    assert 200 == shop.bare("GET", f"/jobs/messages?{signature}").status
    assert "AuthenticationFailed" == code(shop.bare("GET", f"/jobs/messages?{signature.replace('sks=q', 'sks=b')}"))


def delegated(shop: Shop, permission: str) -> str:
    """A signature with a key that the account gave to the writer."""
    now = datetime.fromtimestamp(shop.cloud.clock.now(), UTC)
    body = f"<KeyInfo><Expiry>{now + timedelta(hours=1):%Y-%m-%dT%H:%M:%SZ}</Expiry></KeyInfo>".encode()
    found = markup(shop.by(WRITER, "POST", "/?restype=service&comp=userdelegationkey", body))
    key: Any = UserDelegationKey.__new__(UserDelegationKey)
    key.signed_oid, key.signed_tid = found.text_of("SignedOid"), found.text_of("SignedTid")
    key.signed_start, key.signed_expiry = found.text_of("SignedStart"), found.text_of("SignedExpiry")
    key.signed_service, key.signed_version = found.text_of("SignedService"), found.text_of("SignedVersion")
    key.signed_delegated_user_tid, key.value = None, found.text_of("Value")
    return generate_queue_sas(
        "shop", "jobs", user_delegation_key=key, permission=permission, expiry=now + timedelta(hours=1)
    )
