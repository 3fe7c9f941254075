"""What is known of one chain.

Each part as it was seen, ``Absent`` where it is not there, ``Unknown`` where nobody looked.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from aksess.chain.grants import DenyAssignment, RoleAssignment
from aksess.chain.lifetime import Lifetime
from aksess.chain.policies import AccessPolicy, PolicyKind
from aksess.chain.scopes import Scope
from aksess.chain.types import Audience, FederatedCredential, Identity, IssuerUrl, Subject


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody looked, or it cannot be known yet. why: in words, for the report."""

    why: str = "not looked at"


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody looked, and it is not there."""


UNKNOWN: Final = Unknown()
ABSENT: Final = Absent()


@dataclass(frozen=True, slots=True)
class KeyUse:
    """The key that signed a token, and those that its issuer publishes, by ``kid``."""

    kid: str
    published: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """What the check of a signature said, with the key of that ``kid``."""

    kid: str
    good: bool


@dataclass(frozen=True, slots=True)
class NetworkCheck:
    """What the network rules of a resource said. address: the caller's. admitting: the rules that admit somebody."""

    address: str
    admitted: bool
    admitting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RoleQuestion:
    """May one of the principals do that there, by role; as for ``decide``."""

    principals: frozenset[str]
    action: str
    scope: Scope
    assignments: tuple[RoleAssignment, ...]
    data: bool
    denials: tuple[DenyAssignment, ...] = ()
    above: tuple[Scope, ...] = ()


@dataclass(frozen=True, slots=True)
class PolicyQuestion:
    """May one of the principals do that, by access policy; as for ``decide_by_policy``."""

    principals: Collection[str]
    application_id: str | None
    kind: PolicyKind
    permission: str
    policies: tuple[AccessPolicy, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    """What the pod asks for by name, and what is there."""

    name: str
    present: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One pod, one identity, one resource.

    label: value of the pod's label ``azure.workload.identity/use``. service_account: the one that the pod runs as;
    service_accounts: those that are there. client_id: the annotation, or the variable of the container; identities:
    those that are there. tenant: where the pod signs in. issuer, audiences: of the pod's token. credentials: of the
    identity that the client id names.
    """

    label: str | Absent | Unknown = UNKNOWN
    service_account: Subject | Unknown = UNKNOWN
    service_accounts: tuple[Subject, ...] | Unknown = UNKNOWN
    client_id: str | Absent | Unknown = UNKNOWN
    identities: tuple[Identity, ...] | Unknown = UNKNOWN
    tenant: str | Unknown = UNKNOWN
    credentials: tuple[FederatedCredential, ...] | Unknown = UNKNOWN
    issuer: IssuerUrl | Unknown = UNKNOWN
    audiences: tuple[Audience, ...] | Unknown = UNKNOWN
    key: KeyUse | Unknown = UNKNOWN
    signature: SignatureCheck | Unknown = UNKNOWN
    lifetime: Lifetime | Unknown = UNKNOWN
    network: NetworkCheck | Unknown = UNKNOWN
    grant: RoleQuestion | PolicyQuestion | Unknown = UNKNOWN
    sought: Sought | Unknown = UNKNOWN
