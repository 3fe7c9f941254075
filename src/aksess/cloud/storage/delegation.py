"""User delegation keys: what a caller proven by Entra signs shared access signatures with.

Microsoft Learn, "Get User Delegation Key". A key is made from the account's own secret and from what it was asked
for, so none is kept: whoever brings the same fields back is checked against the same key.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping

import msgspec

from aksess.cloud.cloud import Cloud
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.storage.account import Account, account_of
from aksess.cloud.storage.dates import iso, read_iso
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.response_headers import version_of
from aksess.cloud.storage.shared_key import sign
from aksess.cloud.storage.xml_documents import BadMarkup, element, read, write

# Microsoft Learn, "Get User Delegation Key": the expiry is at most seven days from now.
LONGEST = 7 * 24 * 3600

_FIELDS = ("skoid", "sktid", "skt", "ske", "sks", "skv")


class Secret(msgspec.Struct, frozen=True):
    """What an account's user delegation keys are made from: 64 bytes, base64."""

    value: str

    def __repr__(self) -> str:
        return "Secret()"


def delegation_key(cloud: Cloud, account: Account, query: Mapping[str, str]) -> str | None:
    """The key, base64, that the ``sk…`` fields of a signature name; None where the account has given none."""
    secret = cloud.store.table("delegation-secret", Secret).get(account.uid)
    return None if secret is None else _derived(secret, [query.get(name, "") for name in _FIELDS])


def give_key(call: Call, service: str) -> Answer:
    """Answer Get User Delegation Key. service: ``b`` or ``q``."""
    starts, ends = _times(call)
    account = account_of(call)
    fields = [
        call.caller.object_id,
        call.caller.tenant_id,
        iso(starts),
        iso(ends),
        service,
        version_of(call),
    ]
    names = ("SignedOid", "SignedTid", "SignedStart", "SignedExpiry", "SignedService", "SignedVersion")
    said = [element(name, text=value) for name, value in zip(names, fields, strict=True)]
    value = _derived(_secret(call.cloud, account), fields)
    body = write(element("UserDelegationKey", *said, element("Value", text=value)))
    return Answer(200, body, (("content-type", "application/xml"),))


def _times(call: Call) -> tuple[float, float]:
    try:
        asked = read(call.body)
    except BadMarkup as error:
        raise refusal("InvalidXmlDocument", detail=str(error)) from error
    ends = read_iso(asked.text_of("Expiry"))
    starts = read_iso(asked.text_of("Start")) if asked.child("Start") else call.now
    if asked.name != "KeyInfo" or starts is None or ends is None:
        raise refusal("InvalidXmlDocument", message="KeyInfo with Start and Expiry (ISO 8601) is wanted.")
    if ends <= call.now or ends - call.now > LONGEST or starts > ends:
        raise refusal("OutOfRangeInput", message="The key must expire within seven days from now, after its start.")
    return starts, ends


def _secret(cloud: Cloud, account: Account) -> Secret:
    table = cloud.store.table("delegation-secret", Secret)
    kept = table.get(account.uid)
    if kept is None:
        kept = Secret(base64.b64encode(cloud.random_source.bytes(64)).decode())
        table.put(account.uid, kept)
    return kept


def _derived(secret: Secret, fields: list[str]) -> str:
    return sign(secret.value, "\n".join(fields))
