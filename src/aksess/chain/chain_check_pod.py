"""The links in the cluster: label, service account, annotation, tenant."""

from __future__ import annotations

from aksess.chain.evidence import Absent, Evidence, Unknown
from aksess.chain.links import Link
from aksess.chain.matching import Refused
from aksess.chain.near import Near, near_miss
from aksess.chain.types import Identity


def check_label(evidence: Evidence) -> str | Unknown | Refused:
    """The pod has the label, with the text ``true``: the webhook's selector compares it byte for byte."""
    label = evidence.label
    if isinstance(label, Unknown):
        return label
    if isinstance(label, Absent):
        return Refused(Link.LABEL, "", ("true",))
    return label if label == "true" else _refused(Link.LABEL, label, ("true",))


def check_service_account(evidence: Evidence) -> str | Unknown | Refused:
    """The service account that the pod runs as is there."""
    account, present = evidence.service_account, evidence.service_accounts
    if isinstance(account, Unknown):
        return account
    if isinstance(present, Unknown):
        return present
    if account in present:
        return str(account)
    return _refused(Link.SERVICE_ACCOUNT, str(account), tuple(str(each) for each in present))


def check_client_id(evidence: Evidence) -> str | Unknown | Refused:
    """The client id names an identity that is there. GUIDs have no case."""
    client_id, present = evidence.client_id, evidence.identities
    if isinstance(client_id, Unknown):
        return client_id
    wanted = () if isinstance(present, Unknown) else tuple(each.client_id for each in present)
    if isinstance(client_id, Absent) or not client_id:
        return Refused(Link.CLIENT_ID, "", wanted)
    if isinstance(present, Unknown):
        return present
    named = identity_of(client_id, present)
    return named.name if isinstance(named, Identity) else named


def check_tenant(evidence: Evidence) -> str | Unknown | Refused:
    """The pod signs in to the tenant of the identity."""
    tenant, client_id, present = evidence.tenant, evidence.client_id, evidence.identities
    for part in (tenant, client_id, present):
        if isinstance(part, Unknown):
            return part
    if isinstance(tenant, Unknown) or isinstance(present, Unknown) or not isinstance(client_id, str):
        return Unknown("the identity is not known")
    named = identity_of(client_id, present)
    if isinstance(named, Refused):
        return named
    return tenant if tenant.lower() == named.tenant_id.lower() else _refused(Link.TENANT, tenant, (named.tenant_id,))


def identity_of(client_id: str, present: tuple[Identity, ...]) -> Identity | Refused:
    """The identity that a client id names, or how it nearly names one: by another of its ids."""
    folded = client_id.lower()
    for each in present:
        if each.client_id.lower() == folded:
            return each
    wanted = tuple(each.client_id for each in present)
    for each in present:
        if each.principal_id.lower() == folded:
            return Refused(Link.CLIENT_ID, client_id, wanted, Near.PRINCIPAL_ID, each.client_id)
        if each.resource_id and each.resource_id.lower() == folded:
            return Refused(Link.CLIENT_ID, client_id, wanted, Near.RESOURCE_ID, each.client_id)
    return _refused(Link.CLIENT_ID, client_id, wanted)


def _refused(link: Link, found: str, wanted: tuple[str, ...]) -> Refused:
    near, candidate = near_miss((found,), wanted)
    return Refused(link, found, wanted, near, candidate)
