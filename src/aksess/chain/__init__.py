"""Interim: the API of the chain while its modules are being written (helper-1 replaces this file)."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Link(StrEnum):
    LABEL = "label"
    SERVICE_ACCOUNT = "service account"
    CLIENT_ID = "client id"
    TENANT = "tenant"
    CREDENTIAL = "credential"
    ISSUER = "issuer"
    SUBJECT = "subject"
    AUDIENCE = "audience"
    KEY = "key"
    SIGNATURE = "signature"
    LIFETIME = "lifetime"
    NETWORK = "network"
    GRANT = "grant"
    OBJECT = "object"


PUBLIC_AUDIENCE = "api://AzureADTokenExchange"


@dataclass(frozen=True, slots=True)
class Subject:
    namespace: str
    service_account: str

    @classmethod
    def of(cls, namespace: str, service_account: str) -> Subject:
        return cls(namespace, service_account)

    @classmethod
    def parse(cls, text: str) -> Subject | None:
        parts = text.split(":")
        return cls(parts[2], parts[3]) if len(parts) == 4 and parts[:2] == ["system", "serviceaccount"] else None

    def __str__(self) -> str:
        return f"system:serviceaccount:{self.namespace}:{self.service_account}"


@dataclass(frozen=True, slots=True)
class FederatedCredential:
    name: str
    issuer: str
    subject: str
    audience: str


@dataclass(frozen=True, slots=True)
class Assertion:
    issuer: str
    subject: str
    audiences: tuple[str, ...]


class Near(StrEnum):
    CASE = "case"
    TRAILING_SLASH = "trailing slash"
    WHITE_SPACE = "white space"


@dataclass(frozen=True, slots=True)
class Matched:
    credential: FederatedCredential


@dataclass(frozen=True, slots=True)
class Refused:
    link: Link
    found: str
    wanted: tuple[str, ...]
    near: Near | None = None


def match(assertion: Assertion, credentials: Sequence[FederatedCredential]) -> Matched | Refused:
    if not credentials:
        return Refused(Link.CREDENTIAL, "", ())
    left = [c for c in credentials if c.issuer == assertion.issuer]
    if not left:
        return Refused(Link.ISSUER, assertion.issuer, tuple(c.issuer for c in credentials))
    by_subject = [c for c in left if c.subject == assertion.subject]
    if not by_subject:
        near = Near.CASE if any(c.subject.lower() == assertion.subject.lower() for c in left) else None
        return Refused(Link.SUBJECT, assertion.subject, tuple(c.subject for c in left), near)
    for c in by_subject:
        if c.audience in assertion.audiences:
            return Matched(c)
    return Refused(Link.AUDIENCE, ",".join(assertion.audiences), tuple(c.audience for c in by_subject))


class Scope(str):
    def covers(self, other: str) -> bool:
        mine, theirs = self.lower().rstrip("/"), other.lower()
        return theirs == mine or theirs.startswith(mine + "/")


@dataclass(frozen=True, slots=True)
class Permissions:
    actions: tuple[str, ...] = ()
    not_actions: tuple[str, ...] = ()
    data_actions: tuple[str, ...] = ()
    not_data_actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleDefinition:
    id: str
    name: str
    description: str
    permissions: tuple[Permissions, ...]
    assignable_scopes: tuple[str, ...] = ("/",)
    built_in: bool = True


@dataclass(frozen=True, slots=True)
class RoleAssignment:
    id: str
    principal_id: str
    role: RoleDefinition
    scope: Scope
    condition: str | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    assignment: RoleAssignment


@dataclass(frozen=True, slots=True)
class Denied:
    action: str
    scope: Scope
    useless: tuple[RoleAssignment, ...] = ()


@lru_cache(4096)
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(text.lower()))


def _grants(p: Permissions, action: str, data: bool) -> bool:
    yes, no = (p.data_actions, p.not_data_actions) if data else (p.actions, p.not_actions)
    a = action.lower()
    return any(_pattern(y).match(a) for y in yes) and not any(_pattern(n).match(a) for n in no)


def decide(
    principals: Collection[str], action: str, scope: Scope, assignments: Iterable[RoleAssignment], *, data: bool
) -> Allowed | Denied:
    useless = []
    for each in assignments:
        if each.principal_id in principals and each.scope.covers(scope):
            if any(_grants(p, action, data) for p in each.role.permissions):
                return Allowed(each)
            useless.append(each)
    return Denied(action, scope, tuple(useless))


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    tenant_id: str
    object_id: str
    application_id: str | None
    keys: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    storage: frozenset[str] = frozenset()
