"""The idea at the centre: what a chain is, and where it breaks. No clock, no disk, no network, no library.

``match``: does an assertion match a federated credential. ``decide``, ``decide_by_policy``: may a principal do that
there. ``walk``: which link of a chain breaks first. Every other part of aksess reads these and adds no rule.
The built-in roles are data, in ``aksess.chain.roles``.
"""

from aksess.chain.conditions import Condition, read_condition
from aksess.chain.credentials import (
    CREDENTIALS_PER_IDENTITY,
    CredentialProblem,
    CredentialRule,
    credential_problems,
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
from aksess.chain.facts import NO_FACTS, Facts, facts_of_assignment
from aksess.chain.grants import Allowed, Denied, DenyAssignment, Lack, RoleAssignment, decide
from aksess.chain.lifetime import (
    LONGEST_ASSERTION,
    SKEW,
    InForce,
    Lifetime,
    OutOfTime,
    Untimely,
    judge_lifetime,
)
from aksess.chain.links import Link
from aksess.chain.matching import Matched, Refused, match
from aksess.chain.near import Near, near_miss
from aksess.chain.nouns import (
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
from aksess.chain.permissions import Permissions, RoleDefinition
from aksess.chain.policies import (
    AccessPolicy,
    AllowedByPolicy,
    DeniedByPolicy,
    PolicyKind,
    decide_by_policy,
)
from aksess.chain.scopes import Scope
from aksess.chain.walking import Broken, Passed, Refusal, Skipped, Step, Whole, walk

__all__ = [
    "ABSENT",
    "BINDING_AUDIENCE",
    "CHINA_AUDIENCE",
    "CREDENTIALS_PER_IDENTITY",
    "GOVERNMENT_AUDIENCE",
    "LONGEST_ASSERTION",
    "NO_FACTS",
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
    "CredentialProblem",
    "CredentialRule",
    "Denied",
    "DeniedByPolicy",
    "DenyAssignment",
    "Evidence",
    "Facts",
    "FederatedCredential",
    "Identity",
    "InForce",
    "IssuerUrl",
    "KeyUse",
    "Lack",
    "Lifetime",
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
    "Untimely",
    "Whole",
    "credential_problems",
    "decide",
    "decide_by_policy",
    "facts_of_assignment",
    "judge_lifetime",
    "match",
    "near_miss",
    "read_condition",
    "walk",
]
