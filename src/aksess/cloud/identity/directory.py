"""The tenant's directory: principals and applications, with their credentials.

Managed identities are written by ARM, applications and groups by Graph; Entra reads both. An application is a
registration: secrets, certificates and federated credentials. Its service principal represents it in the tenant, and
grants name the service principal.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import msgspec

from aksess.chain import FederatedCredential
from aksess.cloud.resources.inventory import Inventory
from aksess.cloud.state.name_index import NameIndex
from aksess.cloud.state.store import Store
from aksess.random_source import RandomSource

CREDENTIAL_TYPE = "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials"


class Kind(StrEnum):
    """The kinds of principals, as ``principalType`` spells them, with managed identities as a kind of their own."""

    MANAGED_IDENTITY = "ManagedIdentity"
    APPLICATION = "Application"
    USER = "User"
    GROUP = "Group"


def new_client_secret(random_source: RandomSource) -> str:
    """Return a new client secret in Entra's form. It never begins with a hyphen, which ``az login --password`` would
    take for an option.
    """
    return f"{random_source.hex(2)[:3]}8Q~{random_source.urlsafe(26)}"


class Secret(msgspec.Struct, frozen=True):
    """A client secret. sha256: hex digest of the secret; the secret itself is not kept.

    starts, ends: Unix seconds; an end of 0 means no end. hint: its first three characters, which Graph shows.
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
    """A certificate with which a client may sign assertions.

    pem: the public certificate; thumbprint: hex SHA-1, upper case. starts, ends: Unix seconds of its registration,
    beside the certificate's own dates; an end of 0 means no end.
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

    identifier_uris: the names by which clients request tokens for it. token_version: of those tokens, 1 or 2.
    attributes: properties that only Graph writes and reads. created, deleted: Unix seconds, 0 if not deleted.
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
    """A principal of the tenant. object_id: of the service principal, user or group.

    resource_id: ARM id of a managed identity. application_id: object id of the application behind a service
    principal. secrets, certificates: those of the service principal itself, beside its application's.
    attributes: properties that only Graph writes and reads. created: Unix seconds.
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
        self._by_client_id = NameIndex(self._table, lambda each: [each.app_id.lower()] if each.app_id else [])
        self._by_member = NameIndex(self._table, lambda each: each.members)
        self._groups_of: dict[str, frozenset[str]] = {}
        self._groups_version = -1
        self._application_names = NameIndex(self._applications, _names_of)
        self._dated_version = (-1, -1, -1)
        self._dated: dict[str, list[Dated]] = {}

    @property
    def version(self) -> int:
        """A number that rises with every change of a principal."""
        return self._table.version

    def get(self, object_id: str) -> Principal | None:
        """The principal of that object id."""
        return self._table.get(object_id.lower())

    def by_client_id(self, client_id: str) -> Principal | None:
        """The service principal or managed identity of that application (client) id."""
        key = self._by_client_id.key(client_id.lower())
        return None if key is None else self._table.get(key)

    def of_kind(self, kind: Kind) -> Iterator[Principal]:
        """All principals of one kind, by object id."""
        return (principal for principal in self._table.values() if principal.kind is kind)

    def put(self, principal: Principal) -> None:
        """Write one principal."""
        self._table.put(principal.object_id.lower(), principal)

    def delete(self, object_id: str) -> bool:
        """Delete one principal. Returns whether it existed."""
        return self._table.delete(object_id.lower())

    def principals_of(self, object_id: str) -> frozenset[str]:
        """Return the object id and those of every group that the principal is in, directly or through other groups.

        The result is empty if the principal was deleted: its token outlives it, its grants do not.
        """
        if object_id.lower() not in self._table:
            return frozenset()
        if self._groups_version != self._by_member.version:
            self._groups_of, self._groups_version = {}, self._by_member.version
        if object_id not in self._groups_of:
            self._groups_of[object_id] = self._groups_above(object_id)
        return self._groups_of[object_id] | {object_id}

    def application(self, object_id: str) -> Application | None:
        """The application of that object id, deleted ones too."""
        return self._applications.get(object_id.lower())

    def application_of(self, name: str) -> Application | None:
        """Return the application with that client id or identifier URI, unless it is deleted."""
        found = self._application_names.key(name) or self._application_names.key(name.lower())
        return None if found is None else self._applications.get(found)

    def applications(self) -> Iterator[Application]:
        """All applications, deleted ones too, by object id."""
        return self._applications.values()

    def put_application(self, application: Application) -> None:
        """Write one application."""
        self._applications.put(application.object_id.lower(), application)

    def delete_application(self, object_id: str) -> bool:
        """Remove one application. Returns whether it existed."""
        return self._applications.delete(object_id.lower())

    def credentials_of(self, principal: Principal) -> list[FederatedCredential]:
        """Return the federated credentials of a principal, in the order of their names."""
        return [credential for credential, _ in self.dated_credentials_of(principal)]

    def dated_credentials_of(self, principal: Principal) -> list[Dated]:
        """As ``credentials_of``, each with the Unix time of its last write (for the simulated propagation delay)."""
        version = (self._table.version, self._applications.version, self._inventory.version(CREDENTIAL_TYPE))
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

    def _groups_above(self, object_id: str) -> frozenset[str]:
        seen: set[str] = set()
        waiting = [object_id]
        while waiting:
            groups = map(self._table.get, self._by_member.keys(waiting.pop()))
            new = {group.object_id for group in groups if group is not None} - seen
            seen |= new
            waiting.extend(new)
        return frozenset(seen)


def _names_of(application: Application) -> list[str]:
    return [] if application.deleted else [application.app_id.lower(), *application.identifier_uris]
