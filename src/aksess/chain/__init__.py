"""The idea at the centre: what a chain is, and where it breaks. No clock, no disk, no network, no library.

``match``: does an assertion match a federated credential. ``decide``, ``decide_by_policy``: may a principal do that
there. ``walk``: which link of a chain breaks first. Every other part of aksess reads these and adds no rule.
The built-in roles are data, in ``aksess.azure_facts``; ``RoleDefinition.from_azure`` reads them.

The names are imported when they are first used: who needs a link's name does not wait for everything that is decided.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aksess.chain.chain_check import Broken, Passed, Refusal, Skipped, Step, Whole, walk
    from aksess.chain.condition_attributes import NO_ATTRIBUTES, ConditionAttributes, attributes_of_assignment
    from aksess.chain.conditions import Condition, is_condition, read_condition
    from aksess.chain.credentials import (
        CREDENTIALS_PER_IDENTITY,
        CredentialProblem,
        CredentialRule,
        credential_problems,
        is_issuer_url,
    )
    from aksess.chain.evidence import (
        ABSENT,
        UNKNOWN,
        Absent,
        Evidence,
        KeyUse,
        NetworkCheck,
        PolicyQuestion,
        RoleQuestion,
        SignatureCheck,
        Sought,
        Unknown,
    )
    from aksess.chain.grants import Allowed, DenialReason, Denied, DenyAssignment, RoleAssignment, decide
    from aksess.chain.lifetime import (
        LONGEST_ASSERTION,
        SKEW,
        InForce,
        Lifetime,
        LifetimeFailure,
        OutOfTime,
        judge_lifetime,
    )
    from aksess.chain.links import Link
    from aksess.chain.matching import Matched, Refused, match
    from aksess.chain.near import Near, near_miss
    from aksess.chain.permissions import Permissions, RoleDefinition
    from aksess.chain.policies import (
        AccessPolicy,
        AllowedByPolicy,
        DeniedByPolicy,
        PolicyKind,
        decide_by_policy,
    )
    from aksess.chain.scopes import Scope
    from aksess.chain.types import (
        BINDING_AUDIENCE,
        CHINA_AUDIENCE,
        GOVERNMENT_AUDIENCE,
        PUBLIC_AUDIENCE,
        Assertion,
        Audience,
        ClientId,
        FederatedCredential,
        Identity,
        IssuerUrl,
        PrincipalId,
        Subject,
        TenantId,
    )

_NAMES: Final = {
    "conditions": "Condition is_condition read_condition",
    "credentials": "CREDENTIALS_PER_IDENTITY CredentialProblem CredentialRule credential_problems is_issuer_url",
    "evidence": (
        "ABSENT UNKNOWN Absent Evidence KeyUse NetworkCheck PolicyQuestion RoleQuestion SignatureCheck Sought Unknown"
    ),
    "condition_attributes": "NO_ATTRIBUTES ConditionAttributes attributes_of_assignment",
    "grants": "Allowed Denied DenyAssignment DenialReason RoleAssignment decide",
    "lifetime": "LONGEST_ASSERTION SKEW InForce Lifetime OutOfTime LifetimeFailure judge_lifetime",
    "links": "Link",
    "matching": "Matched Refused match",
    "near": "Near near_miss",
    "types": (
        "BINDING_AUDIENCE CHINA_AUDIENCE GOVERNMENT_AUDIENCE PUBLIC_AUDIENCE Assertion Audience ClientId "
        "FederatedCredential Identity IssuerUrl PrincipalId Subject TenantId"
    ),
    "permissions": "Permissions RoleDefinition",
    "policies": "AccessPolicy AllowedByPolicy DeniedByPolicy PolicyKind decide_by_policy",
    "scopes": "Scope",
    "chain_check": "Broken Passed Refusal Skipped Step Whole walk",
}
_HOMES: Final = {name: f"{__name__}.{module}" for module, names in _NAMES.items() for name in names.split()}

if not TYPE_CHECKING:
    # A type checker that saw this would take any name for one of ours.
    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found


__all__ = [
    "ABSENT",
    "BINDING_AUDIENCE",
    "CHINA_AUDIENCE",
    "CREDENTIALS_PER_IDENTITY",
    "GOVERNMENT_AUDIENCE",
    "LONGEST_ASSERTION",
    "NO_ATTRIBUTES",
    "PUBLIC_AUDIENCE",
    "SKEW",
    "UNKNOWN",
    "Absent",
    "AccessPolicy",
    "Allowed",
    "AllowedByPolicy",
    "Assertion",
    "Audience",
    "Broken",
    "ClientId",
    "Condition",
    "ConditionAttributes",
    "CredentialProblem",
    "CredentialRule",
    "DenialReason",
    "Denied",
    "DeniedByPolicy",
    "DenyAssignment",
    "Evidence",
    "FederatedCredential",
    "Identity",
    "InForce",
    "IssuerUrl",
    "KeyUse",
    "Lifetime",
    "LifetimeFailure",
    "Link",
    "Matched",
    "Near",
    "NetworkCheck",
    "OutOfTime",
    "Passed",
    "Permissions",
    "PolicyKind",
    "PolicyQuestion",
    "PrincipalId",
    "Refusal",
    "Refused",
    "RoleAssignment",
    "RoleDefinition",
    "RoleQuestion",
    "Scope",
    "SignatureCheck",
    "Skipped",
    "Sought",
    "Step",
    "Subject",
    "TenantId",
    "Unknown",
    "Whole",
    "attributes_of_assignment",
    "credential_problems",
    "decide",
    "decide_by_policy",
    "is_condition",
    "is_issuer_url",
    "judge_lifetime",
    "match",
    "near_miss",
    "read_condition",
    "walk",
]
