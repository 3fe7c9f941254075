"""The tenant's directory: who can be proven, and which federated credentials vouch for them.

Managed identities are written by ARM, applications and groups by Graph; Entra reads both. An application is what
somebody registered: its secrets, certificates and federated credentials. Its service principal is who it is in
the tenant: what grants name.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from aksess.chain import FederatedCredential
from aksess.cloud.resources.inventory import Inventory
from aksess.cloud.state.store import Store
from aksess.random_source import RandomSource

CREDENTIAL_TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"


class Kind(StrEnum):
    """What a principal is, as ``principalType`` spells it, with managed identities apart."""

    MANAGED_IDENTITY = "ManagedIdentity"
    APPLICATION = "Application"
    USER = "User"
    GROUP = "Group"


def new_client_secret(random_source: RandomSource) -> str:
    """The text of a client secret in the form that Entra gives it, which no program takes for an option: one that
    begins with a hyphen is lost to ``az login --password``."""
    return f"{random_source.hex(2)[:3]}8Q~{random_source.urlsafe(26)}"


class Secret(msgspec.Struct, frozen=True):
    """A client secret. sha256: hex digest of the secret; the secret itself is not kept.

    starts, ends: Unix seconds; an end of 0 is none. hint: its first three characters, as Graph shows them.
    """

    key_id: str
    sha256: str
    hint: str = ""
    display_name: str = ""
    starts: float = 0.0
    ends: float = 0.0

    def __repr__(self) -> str:
        return f"Secret(key_id={self.key_id!r})"


class Certificate(msgspec.Struct, frozen=True):
    """A certificate that may sign for somebody.

    pem: the public certificate; thumbprint: hex SHA-1, upper case. starts, ends: Unix seconds between which it may,
    the certificate's own dates aside; an end of 0 is none.
    """

    key_id: str
    thumbprint: str
    pem: str
    display_name: str = ""
    starts: float = 0.0
    ends: float = 0.0


class Vouched(msgspec.Struct, frozen=True):
    """A federated credential of an application, as Graph keeps it. created: Unix seconds of its last write."""

    id: str
    name: str
    issuer: str
    subject: str
    audiences: list[str]
    description: str = ""
    created: float = 0.0


class Application(msgspec.Struct):
    """A registered application. object_id: Graph's ``id``; app_id: the client id.

    identifier_uris: the names under which others ask for tokens for it. token_version: of those tokens, 1 or 2.
    attributes: what Graph writes and shows and nobody else reads. created, deleted: Unix seconds, 0 where it is not.
    """

    object_id: str
    app_id: str
    display_name: str
    identifier_uris: list[str] = []
    secrets: list[Secret] = []
    certificates: list[Certificate] = []
    federated: list[Vouched] = []
    owners: list[str] = []
    token_version: int = 1
    attributes: dict[str, object] = {}
    created: float = 0.0
    deleted: float = 0.0


class Principal(msgspec.Struct):
    """Somebody in the tenant. object_id: that of the service principal, user or group.

    resource_id: ARM id of a managed identity. application_id: object id of the application behind a service
    principal. secrets, certificates: those of the service principal itself, beside its application's.
    attributes: what Graph writes and shows and nobody else reads. created: Unix seconds.
    """

    object_id: str
    kind: Kind
    display_name: str
    app_id: str = ""
    enabled: bool = True
    resource_id: str = ""
    application_id: str = ""
    secrets: list[Secret] = []
    certificates: list[Certificate] = []
    members: list[str] = []
    owners: list[str] = []
    attributes: dict[str, object] = {}
    created: float = 0.0


Dated = tuple[FederatedCredential, float]


class Directory:
    """Principals and applications of one tenant. Writes must be inside ``store.transaction()``."""

    def __init__(self, store: Store, inventory: Inventory) -> None:
        self._table = store.table("principal", Principal)
        self._applications = store.table("application", Application)
        self._inventory = inventory
        self._index_version = -1
        self._by_app: dict[str, str] = {}
        self._groups_of: dict[str, frozenset[str]] = {}
        self._application_version = -1
        self._application_keys: dict[str, str] = {}
        self._dated_version = (-1, -1, -1)
        self._dated: dict[str, list[Dated]] = {}

    @property
    def version(self) -> int:
        """Rises with every change of a principal."""
        return self._table.version

    def get(self, object_id: str) -> Principal | None:
        """The principal of that object id."""
        return self._table.get(object_id.lower())

    def by_client_id(self, client_id: str) -> Principal | None:
        """The service principal or managed identity of that application (client) id."""
        self._index()
        key = self._by_app.get(client_id.lower())
        return None if key is None else self._table.get(key)

    def of_kind(self, kind: Kind) -> Iterator[Principal]:
        """All principals of one kind, by object id."""
        return (principal for principal in self._table.values() if principal.kind is kind)

    def put(self, principal: Principal) -> None:
        """Write one principal."""
        self._table.put(principal.object_id.lower(), principal)

    def delete(self, object_id: str) -> bool:
        """Delete one principal; whether it was there."""
        return self._table.delete(object_id.lower())

    def principals_of(self, object_id: str) -> frozenset[str]:
        """The object id and those of every group that it is in, through other groups too.

        Empty where there is no such principal any more: a token outlives who it names, a grant does not.
        """
        self._index()
        if object_id.lower() not in self._table:
            return frozenset()
        return self._groups_of.get(object_id, frozenset()) | {object_id}

    def application(self, object_id: str) -> Application | None:
        """The application of that object id, deleted ones too."""
        return self._applications.get(object_id.lower())

    def application_of(self, name: str) -> Application | None:
        """The application with that client id or identifier URI; none that is deleted."""
        if self._application_version != self._applications.version:
            self._application_keys = {}
            for key, each in self._applications.items():
                if not each.deleted:
                    names = [each.app_id.lower(), *each.identifier_uris]
                    self._application_keys.update(dict.fromkeys(names, key))
            self._application_version = self._applications.version
        found = self._application_keys.get(name) or self._application_keys.get(name.lower())
        return None if found is None else self._applications.get(found)

    def applications(self) -> Iterator[Application]:
        """All applications, deleted ones too, by object id."""
        return self._applications.values()

    def put_application(self, application: Application) -> None:
        """Write one application."""
        self._applications.put(application.object_id.lower(), application)

    def delete_application(self, object_id: str) -> bool:
        """Forget one application; whether it was there."""
        return self._applications.delete(object_id.lower())

    def credentials_of(self, principal: Principal) -> list[FederatedCredential]:
        """The federated credentials that vouch for a principal, in the order of their names."""
        return [credential for credential, _ in self.dated_credentials_of(principal)]

    def dated_credentials_of(self, principal: Principal) -> list[Dated]:
        """As ``credentials_of``, each with the Unix time of its last write (day two delays by it)."""
        version = (self._table.version, self._applications.version, self._inventory.version)
        if self._dated_version != version:
            self._dated, self._dated_version = {}, version
        if principal.object_id not in self._dated:
            self._dated[principal.object_id] = list(self._read_credentials(principal))
        return self._dated[principal.object_id]

    def _read_credentials(self, principal: Principal) -> Iterator[Dated]:
        if principal.kind is Kind.APPLICATION:
            application = self.application_of(principal.app_id)
            for vouched in application.federated if application else []:
                yield (
                    FederatedCredential(vouched.name, vouched.issuer, vouched.subject, vouched.audiences[0]),
                    vouched.created,
                )
        elif principal.resource_id:
            for each in self._inventory.of_type(CREDENTIAL_TYPE, principal.resource_id):
                issuer, subject = each.properties["issuer"], each.properties["subject"]
                yield FederatedCredential(each.name, issuer, subject, each.properties["audiences"][0]), each.changed

    def _index(self) -> None:
        if self._index_version == self._table.version:
            return
        self._by_app, self._groups_of = {}, {}
        parents: dict[str, set[str]] = {}
        for key, principal in self._table.items():
            if principal.app_id:
                self._by_app[principal.app_id.lower()] = key
            for member in principal.members:
                parents.setdefault(member, set()).add(principal.object_id)
        for member in parents:
            self._groups_of[member] = _all_above(member, parents)
        self._index_version = self._table.version


def _all_above(member: str, parents: dict[str, set[str]]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [member]
    while waiting:
        new = parents.get(waiting.pop(), set()) - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)
