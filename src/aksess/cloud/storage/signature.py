"""Shared access signatures: verified here, weighed against an operation in ``check_permissions``.

Microsoft Learn, "Grant limited access to data with shared access signatures (SAS)".
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.storage import signature_texts as texts
from aksess.cloud.storage.account import Account
from aksess.cloud.storage.address import split
from aksess.cloud.storage.callers import Breadth, Grant, signature_caller
from aksess.cloud.storage.dates import iso, read_iso
from aksess.cloud.storage.delegation import delegation_key
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.operation import Signed
from aksess.cloud.storage.policies import StoredPolicy
from aksess.cloud.storage.shared_key import signs

# What a signature may say that is not verified here: refused, because passing it over would be a yes unchecked.
_UNKNOWN = ("srh", "srq", "sduoid", "skdutid", "saoid", "suoid", "sdd")


def authenticate_signature(call: Call, account: Account, service: str, policies: Iterable[StoredPolicy]) -> None:
    """Set the caller that a signature makes. Raises Fault(403).

    service: ``b``, ``q``, ``t`` or ``f``. policies: the stored access policies of what is asked for.
    (1) the fields are ones that we verify, (2) a key that the account allows made the signature, (3) its times,
    (4) its addresses and protocols.
    """
    query = call.query
    # (1) the fields
    if query.get("sv", "") < texts.OLDEST:
        raise _failed(f"Signed version {query.get('sv', '')!r} is older than {texts.OLDEST}.")
    for name in _UNKNOWN:
        if query.get(name):
            raise _failed(f"The local Azure does not verify signatures with {name!r}.")
    # (2) the signature
    grant = _verified(call, account, service)
    policy = _policy(query, policies)
    # (3) the times; a stored policy gives what the signature leaves out
    _check_times(call, query.get("st") or policy.start, query.get("se") or policy.expiry)
    if grant.breadth is Breadth.DELEGATED:
        _check_times(call, query.get("skt", ""), query.get("ske", ""))
    # (4) from where, and how
    _check_address(call, query.get("sip", ""))
    if query.get("spr") not in (None, "", "https", "https,http"):
        raise refusal("AuthorizationProtocolMismatch")
    permissions = query.get("sp") or policy.permission
    call.caller = signature_caller(
        call, Grant(grant.breadth, permissions, grant.services, grant.types, grant.resource, grant.delegator)
    )


def check_permissions(grant: Grant, signed: Signed, service: str) -> None:
    """Raise Fault(403) where a verified signature does not give what an operation requires."""
    if not signed.letters:
        raise refusal("AuthorizationFailure")
    if grant.breadth is Breadth.ACCOUNT:
        if service not in grant.services:
            raise refusal("AuthorizationServiceMismatch")
        if signed.level not in grant.types:
            raise refusal("AuthorizationResourceTypeMismatch")
    elif not signed.service or (signed.level == "c" and grant.resource not in ("c", "q")):
        raise refusal("AuthorizationResourceTypeMismatch")
    if not set(signed.letters) & set(grant.permissions):
        raise refusal("AuthorizationPermissionMismatch")


def _verified(call: Call, account: Account, service: str) -> Grant:
    query = call.query
    signature = query.get("sig", "")
    if query.get("skoid"):
        key = delegation_key(call.cloud, account, query)
        made = _delegated_texts(call, account, service)
        if query.get("sktid") != call.cloud.settings.tenant or query.get("sks") != service or key is None:
            raise _failed("The user delegation key is not one of this account.")
        _require([key], made, signature)
        return Grant(Breadth.DELEGATED, "", resource=_resource_letter(query, service), delegator=query["skoid"])
    if not account.shared_key_allowed:
        raise refusal("KeyBasedAuthenticationNotPermitted")
    if query.get("ss"):
        _require(account.keys, [texts.account_text(query, account.name)], signature)
        return Grant(Breadth.ACCOUNT, "", services=query["ss"], types=query.get("srt", ""))
    _require(account.keys, [_service_text(call, account, service)], signature)
    return Grant(Breadth.SERVICE, "", resource=_resource_letter(query, service))


def _require(keys: Iterable[str], made: Iterable[str], signature: str) -> None:
    candidates = list(made)
    if not any(signs(key, text, signature) for key in keys for text in candidates):
        raise _failed(f"Signature did not match. String to sign used was {candidates[0]!r}.")


def _resource_letter(query: Mapping[str, str], service: str) -> str:
    return "q" if service == "q" else query.get("sr", "")


def _service_text(call: Call, account: Account, service: str) -> str:
    if service == "q":
        return texts.queue_text(call.query, _queue_path(call, account))
    return texts.blob_text(call.query, _blob_path(call, account, service))


def _delegated_texts(call: Call, account: Account, service: str) -> Iterable[str]:
    if service == "q":
        return texts.delegated_queue_texts(call.query, _queue_path(call, account))
    return texts.delegated_blob_texts(call.query, _blob_path(call, account, service))


def _queue_path(call: Call, account: Account) -> str:
    return f"/queue/{account.name}/{split(call.path)[0]}"


def _blob_path(call: Call, account: Account, service: str) -> str:
    container, name = split(call.path)
    kind = call.query.get("sr", "")
    if service != "b" or kind not in ("b", "bs", "c"):
        raise _failed(f"The local Azure does not verify signatures for the resource {kind!r} of this service.")
    if kind == "b" and call.query.get("snapshot"):
        raise _failed("The signature is for the blob, not for a snapshot of it.")
    return f"/blob/{account.name}/{container}" + ("" if kind == "c" else f"/{name}")


def _policy(query: Mapping[str, str], policies: Iterable[StoredPolicy]) -> StoredPolicy:
    wanted = query.get("si")
    if not wanted or query.get("ss") or query.get("skoid"):
        return StoredPolicy("")
    found = next((policy for policy in policies if policy.id == wanted), None)
    if found is None:
        raise _failed(f"There is no stored access policy {wanted!r}.")
    twice = [name for name, kept in (("sp", found.permission), ("st", found.start), ("se", found.expiry)) if kept]
    if any(query.get(name) for name in twice):
        raise _failed("Access policy fields can be associated with signature or SAS identifier but not both.")
    return found


def _check_times(call: Call, start: str, expiry: str) -> None:
    starts = read_iso(start) if start else 0.0
    ends = read_iso(expiry) if expiry else None
    if starts is None or ends is None:
        raise _failed("Signed start and expiry must be ISO 8601 dates, and an expiry must be given.")
    if not starts <= call.now < ends:
        raise _failed(
            f"Signature not valid in the specified time frame: Start [{start}] - Expiry [{expiry}] - "
            f"Current [{iso(call.now)}]"
        )


def _check_address(call: Call, allowed: str) -> None:
    if not allowed:
        return
    first, _, last = allowed.partition("-")
    try:
        low, high = ipaddress.IPv4Address(first), ipaddress.IPv4Address(last or first)
    except ValueError as error:
        raise _failed(f"Signed IP {allowed!r} is neither an address nor a range.") from error
    caller = ipaddress.ip_address(call.origin.address)
    # Signatures know IPv4 alone.
    if not isinstance(caller, ipaddress.IPv4Address) or not low <= caller <= high:
        raise refusal("AuthorizationSourceIPMismatch")


def _failed(detail: str) -> Fault:
    return refusal("AuthenticationFailed", detail=detail)
