"""Callers of a storage service that Entra did not vouch for: they hold a key, a signature, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aksess.cloud.identity.caller import Caller
from aksess.cloud.pipeline.call import Call


@dataclass(frozen=True, slots=True)
class SharedKeyCaller(Caller):
    """Who signed the request with an account key: may do everything in the account."""


class Breadth(StrEnum):
    """What a shared access signature was made for."""

    ACCOUNT = "account"
    SERVICE = "service"
    DELEGATED = "user delegation"


@dataclass(frozen=True, slots=True)
class Grant:
    """What a verified signature gives. permissions: letters of ``sp``. services, types: letters of an account's.

    resource: ``b`` blob, ``bs`` snapshot, ``c`` container, ``q`` queue; empty for an account's. delegator: object id
    of who asked for the user delegation key.
    """

    breadth: Breadth
    permissions: str
    services: str = ""
    types: str = ""
    resource: str = ""
    delegator: str = ""


@dataclass(frozen=True, slots=True)
class SignatureCaller(Caller):
    """Who came with a shared access signature."""

    grant: Grant


@dataclass(frozen=True, slots=True)
class AnonymousCaller(Caller):
    """Who came with nothing, to something that is public."""


def shared_key_caller(call: Call) -> SharedKeyCaller:
    """The holder of an account key."""
    return SharedKeyCaller("", "", call.cloud.settings.tenant, frozenset(), {})


def signature_caller(call: Call, grant: Grant) -> SignatureCaller:
    """The holder of a signature."""
    return SignatureCaller("", "", call.cloud.settings.tenant, frozenset(), {}, grant)


def anonymous_caller(call: Call) -> AnonymousCaller:
    """Nobody in particular."""
    return AnonymousCaller("", "", call.cloud.settings.tenant, frozenset(), {})
