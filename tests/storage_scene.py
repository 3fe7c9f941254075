"""A storage account, people with grants at it, and requests to it, signed or with a token."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import formatdate
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from aksess.azure_facts.built_in_roles import built_in_role_names
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.storage.account import ACCOUNT_TYPE
from aksess.cloud.storage.shared_key import sign
from aksess.cloud.storage.xml_documents import Element, read
from tests.cloud_fixtures import Ask, Reply

AUDIENCE = "https://storage.azure.com"
READER = "11111111-1111-4111-8111-111111111111"
WRITER = "22222222-2222-4222-8222-222222222222"
STRANGER = "33333333-3333-4333-8333-333333333333"
VERSION = "2023-11-03"
SIGNED = (
    "content-encoding", "content-language", "content-length", "content-md5", "content-type", "date",
    "if-modified-since", "if-match", "if-none-match", "if-unmodified-since", "range",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shop:
    """The account ``shop`` of one cloud. service: the label in the host, ``blob``, ``queue``, …"""

    ask: Ask
    account: Resource
    service: str

    @property
    def cloud(self) -> Cloud:
        return self.ask.cloud

    @property
    def keys(self) -> list[str]:
        keys: list[str] = self.account.private["keys"]
        return keys

    def url(self, path: str) -> str:
        return f"https://{self.account.name}.{self.service}.core.windows.net{path}"

    def bare(self, method: str, path: str, headers: Mapping[str, str] | None = None, **request: Any) -> Reply:
        """A request with no proof, and with the headers that are given only."""
        return self.ask(method, self.url(path), headers=dict(headers or {}), **request)

    def by(self, object_id: str, method: str, path: str, body: bytes = b"", /, **headers: str) -> Reply:
        """A request with a token of that principal for storage."""
        token = self.ask.token(object_id, AUDIENCE)
        return self.bare(method, path, {"x-ms-version": VERSION, **spelt(headers)}, body=body, token=token)

    def keyed(self, method: str, path: str, body: bytes = b"", /, **headers: str) -> Reply:
        """A request signed with the first key."""
        return self.bare(method, path, self.signed(method, path, body, spelt(headers)), body=body)

    def signed(self, method: str, path: str, body: bytes, headers: Mapping[str, str], key: str = "") -> dict[str, str]:
        """The headers of a request with its Shared Key signature, made as a client makes it."""
        date = formatdate(self.cloud.clock.now(), usegmt=True)
        sent = {"x-ms-version": VERSION, "x-ms-date": date, **headers}
        if body:
            sent["content-length"] = str(len(body))
        own = "".join(f"{name}:{sent[name]}\n" for name in sorted(sent) if name.startswith("x-ms-"))
        parts = urlsplit(path)
        query = sorted(parse_qsl(parts.query, keep_blank_values=True))
        resource = f"/{self.account.name}{parts.path}" + "".join(f"\n{name.lower()}:{value}" for name, value in query)
        text = "\n".join([method, *(sent.get(name, "") for name in SIGNED), own + resource])
        if self.service == "table":
            comp = "".join(f"?comp={value}" for name, value in query if name == "comp")
            text = "\n".join([method, "", "", sent["x-ms-date"], f"/{self.account.name}{parts.path}{comp}"])
        return {**sent, "authorization": f"SharedKey {self.account.name}:{sign(key or self.keys[0], text)}"}

    def grant(self, role: str, object_id: str, scope: str = "") -> None:
        """Give a principal a built-in role, at the account where no scope is given."""
        grant(self.cloud, role, object_id, scope or self.account.id)

    def change(self, **properties: Any) -> None:
        """Change the account's properties, as ARM would."""
        self.account.properties.update(properties)
        with self.cloud.store.transaction():
            self.cloud.inventory.put(self.account)


def open_shop(ask: Ask, service: str, name: str = "shop") -> Shop:
    """An account with two keys, which allows nothing in public, and three people of the tenant."""
    cloud = ask.cloud
    account = put_account(cloud, name)
    with cloud.store.transaction():
        for object_id in (READER, WRITER, STRANGER):
            cloud.directory.put(Principal(object_id, Kind.MANAGED_IDENTITY, "somebody", app_id=object_id))
    return Shop(ask, account, service)


def put_account(cloud: Cloud, name: str = "shop") -> Resource:
    """A storage account, as ARM would write it."""
    group = f"/subscriptions/{cloud.settings.subscription}/resourceGroups/widemo"
    keys = [base64.b64encode(cloud.random_source.bytes(64)).decode() for _ in range(2)]
    account = Resource(
        id=f"{group}/providers/{ACCOUNT_TYPE}/{name}",
        name=name,
        type=ACCOUNT_TYPE,
        location="westeurope",
        body={"kind": "StorageV2", "sku": {"name": "Standard_LRS"}},
        properties={"allowBlobPublicAccess": False},
        private={"uid": cloud.random_source.uuid(), "keys": keys},
    )
    with cloud.store.transaction():
        cloud.inventory.put(account)
    return account


def grant(cloud: Cloud, role: str, object_id: str, scope: str) -> None:
    """A role assignment, as ARM would write it."""
    definition = built_in_role_names()[role.lower()].id
    name = cloud.random_source.uuid()
    with cloud.store.transaction():
        cloud.inventory.put(
            Resource(
                id=f"{scope}/providers/{ASSIGNMENT_TYPE}/{name}",
                name=name,
                type=ASSIGNMENT_TYPE,
                properties={
                    "roleDefinitionId": f"/providers/Microsoft.Authorization/roleDefinitions/{definition}",
                    "principalId": object_id,
                    "principalType": "ServicePrincipal",
                    "scope": scope,
                },
                created=cloud.clock.now(),
            )
        )


def code(reply: Reply) -> str:
    """The error code of an answer, which its header and its body agree on."""
    said = reply.headers.get("x-ms-error-code", "")
    if reply.body:
        assert read(reply.body).text_of("Code") == said
    return said


def markup(reply: Reply) -> Element:
    """The XML of an answer."""
    return read(reply.body)


def spelt(headers: Mapping[str, str]) -> dict[str, str]:
    """``x_ms_meta_a`` as ``x-ms-meta-a``."""
    return {name.replace("_", "-"): value for name, value in headers.items()}
