"""Which identity a pod of a service account speaks for: what its annotation says, or who vouches for its subject."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aksess.chain import Subject
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.control.clusters import clusters, find_cluster, issuer_url
from aksess.cloud.services.control.errors import ambiguous, not_found
from aksess.cloud.state.store import Table
from aksess.wire.control import Applied, NamedAccount, PodRequest

_GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_VOUCHING = (Kind.MANAGED_IDENTITY, Kind.APPLICATION)


def applied(cloud: Cloud) -> Table[Applied]:
    """What each aksess.yaml created, by the file's path."""
    return cloud.store.table("applied", Applied)


def cluster_of(cloud: Cloud, wanted: PodRequest) -> Resource:
    """The pod's cluster: the one named, the only one, or the only one whose tokens anybody trusts for it."""
    every = clusters(cloud)
    if wanted.cluster or not every:
        return find_cluster(cloud, wanted.cluster)
    if len(every) == 1:
        return every[0]
    trusted = [each for each in every if any(_vouchers(cloud, each, wanted))]
    if len(trusted) == 1:
        return trusted[0]
    names = ", ".join(each.name for each in trusted or every)
    raise ambiguous(f"There are several clusters ({names}): say which with --cluster NAME.")


def identity_of(cloud: Cloud, cluster: Resource, wanted: PodRequest) -> tuple[str, str]:
    """Client id and name of the pod's identity. Raises Fault where none is found, or several."""
    if wanted.client_id:
        return _named(cloud, wanted.client_id)
    declared = declared_account(cloud, wanted)
    if declared is not None and declared.client_id:
        return _named(cloud, declared.client_id)
    found = list(_vouchers(cloud, cluster, wanted))
    if len(found) == 1:
        return found[0].app_id, found[0].display_name
    if found:
        names = " and ".join(f"{each.display_name} ({each.app_id})" for each in found)
        raise ambiguous(
            f"{len(found)} identities have a federated credential for {_subject(wanted)} of {cluster.name}: {names}. "
            "Say which with --client-id."
        )
    raise not_found(_nobody(cloud, cluster, wanted))


def declared_account(cloud: Cloud, wanted: PodRequest) -> NamedAccount | None:
    """The pod's service account as an aksess.yaml that was applied declares it; None where none does."""
    name = (wanted.namespace, wanted.service_account)
    for record in applied(cloud).values():
        for account in record.accounts:
            if (account.namespace, account.service_account) == name:
                return account
    return None


def _named(cloud: Cloud, client_id: str) -> tuple[str, str]:
    principal = cloud.directory.by_client_id(client_id)
    if principal is not None:
        return principal.app_id, principal.display_name
    if _GUID.fullmatch(client_id):
        # As in a cluster: an annotation may name anything, and Entra says that it is not there.
        return client_id, ""
    named = [each for each in _principals(cloud) if each.display_name.lower() == client_id.lower()]
    if len(named) == 1:
        return named[0].app_id, named[0].display_name
    if named:
        raise ambiguous(f"{len(named)} identities are called {client_id}: give the client id (a GUID).")
    trusting = sorted(each.display_name for each in _principals(cloud) if cloud.directory.credentials_of(each))
    known = ", ".join(trusting[:5]) or "none at all"
    raise not_found(f"No identity has the client id or name {client_id} (with a federated credential: {known}).")


def _principals(cloud: Cloud) -> Iterator[Principal]:
    for kind in _VOUCHING:
        yield from cloud.directory.of_kind(kind)


def _vouchers(cloud: Cloud, cluster: Resource, wanted: PodRequest) -> Iterator[Principal]:
    issuer, subject = issuer_url(cloud, cluster), _subject(wanted)
    for principal in _principals(cloud):
        credentials = cloud.directory.credentials_of(principal)
        if any(each.issuer == issuer and each.subject == subject for each in credentials):
            yield principal


def _subject(wanted: PodRequest) -> str:
    return str(Subject.of(wanted.namespace, wanted.service_account))


def _nobody(cloud: Cloud, cluster: Resource, wanted: PodRequest) -> str:
    subjects = {each.subject for one in _principals(cloud) for each in cloud.directory.credentials_of(one)}
    known = ", ".join(sorted(subjects)[:5]) or "none at all"
    return (
        f"No identity has a federated credential for {_subject(wanted)} of cluster {cluster.name} "
        f"(there are credentials for: {known}). Declare one, or say whom the pod is to speak for with --client-id."
    )
