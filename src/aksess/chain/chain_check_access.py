"""The links at the resource: network, grant, object."""

from __future__ import annotations

from aksess.chain.evidence import Evidence, PolicyQuestion, RoleQuestion, Unknown
from aksess.chain.grants import Allowed, Denied, decide
from aksess.chain.links import Link
from aksess.chain.matching import Refused
from aksess.chain.near import near_miss
from aksess.chain.policies import AllowedByPolicy, DeniedByPolicy, decide_by_policy


def check_network(evidence: Evidence) -> str | Unknown | Refused:
    """The resource admits the caller's address."""
    network = evidence.network
    if isinstance(network, Unknown):
        return network
    return network.address if network.admitted else Refused(Link.NETWORK, network.address, network.admitting)


def check_grant(evidence: Evidence) -> str | Unknown | Denied | DeniedByPolicy:
    """A role or a policy lets the principal do it."""
    match evidence.grant:
        case Unknown() as unknown:
            return unknown
        case RoleQuestion() as asked:
            return _by_role(asked)
        case PolicyQuestion() as asked:
            return _by_policy(asked)


def _by_role(asked: RoleQuestion) -> str | Denied:
    verdict = decide(
        asked.principals,
        asked.action,
        asked.scope,
        asked.assignments,
        data=asked.data,
        denials=asked.denials,
        above=asked.above,
    )
    match verdict:
        case Allowed(assignment):
            return f"{assignment.role.name} at {assignment.scope}"
        case Denied():
            return verdict


def _by_policy(asked: PolicyQuestion) -> str | DeniedByPolicy:
    verdict = decide_by_policy(asked.principals, asked.application_id, asked.kind, asked.permission, asked.policies)
    match verdict:
        case AllowedByPolicy():
            return f"an access policy with {asked.kind}: {asked.permission}"
        case DeniedByPolicy():
            return verdict


def check_object(evidence: Evidence) -> str | Unknown | Refused:
    """What the pod asks for is there. Names of secrets have no case."""
    sought = evidence.sought
    if isinstance(sought, Unknown):
        return sought
    if sought.name.lower() in {name.lower() for name in sought.present}:
        return sought.name
    near, candidate = near_miss((sought.name,), sought.present)
    return Refused(Link.OBJECT, sought.name, sought.present, near, candidate)
