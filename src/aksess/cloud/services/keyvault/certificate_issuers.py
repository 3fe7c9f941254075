"""The certificate authorities that a vault is told of. They are kept and shown; none can be reached from here."""

from __future__ import annotations

import re
from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.keyvault.errors import bad_parameter, shown
from aksess.cloud.services.keyvault.object_ids import answer, body, present
from aksess.cloud.services.keyvault.paging import page
from aksess.cloud.services.keyvault.records import Issuer
from aksess.cloud.services.keyvault.vaults import Vault, vault_of
from aksess.cloud.state.store import Table

_NAME: Final = re.compile(r"[0-9a-zA-Z-]{1,127}", re.ASCII)


class Credentials(msgspec.Struct):
    """The account at the authority. Its password is read and not kept."""

    account_id: str | None = None
    pwd: str | None = None

    def __repr__(self) -> str:
        return "Credentials()"


class IssuerAttributes(msgspec.Struct):
    """``attributes``."""

    enabled: bool | None = None


class IssuerBody(msgspec.Struct):
    """The body of a set and of an update."""

    provider: str | None = None
    credentials: Credentials | None = None
    org_details: dict[str, Any] | None = None
    attributes: IssuerAttributes | None = None


def set_issuer(call: Call) -> Answer:
    """Tell the vault of an authority."""
    vault, name, sent, now = vault_of(call), _name(call), body(call, IssuerBody), int(call.now)
    if not sent.provider:
        raise bad_parameter("Property provider is missing.")
    before = _table(call).get(_place(vault, name))
    issuer = Issuer(
        name, sent.provider, None, None, enabled=True, created=before.created if before else now, updated=now
    )
    return _write(call, vault, issuer, sent)


def update_issuer(call: Call) -> Answer:
    """Change what is named."""
    vault, issuer = _find(call)
    return _write(call, vault, issuer, body(call, IssuerBody))


def get_issuer(call: Call) -> Answer:
    """One authority."""
    vault, issuer = _find(call)
    return answer(call, vault, _bundle(vault, issuer))


def delete_issuer(call: Call) -> Answer:
    """Forget one authority, and show it once more."""
    vault, issuer = _find(call)
    _table(call).delete(_place(vault, issuer.name))
    return answer(call, vault, _bundle(vault, issuer))


def list_issuers(call: Call) -> Answer:
    """All of them."""
    vault = vault_of(call)

    def show(issuer: Issuer) -> dict[str, Any]:
        return {"id": _identifier(vault, issuer), "provider": issuer.provider}

    return page(call, vault, _table(call).items(f"{vault.uid}/"), show)


def _write(call: Call, vault: Vault, issuer: Issuer, sent: IssuerBody) -> Answer:
    issuer.provider = sent.provider or issuer.provider
    issuer.account_id = sent.credentials.account_id if sent.credentials else issuer.account_id
    issuer.organization = issuer.organization if sent.org_details is None else sent.org_details
    if sent.attributes and sent.attributes.enabled is not None:
        issuer.enabled = sent.attributes.enabled
    issuer.updated = int(call.now)
    _table(call).put(_place(vault, issuer.name), issuer)
    return answer(call, vault, _bundle(vault, issuer))


def _bundle(vault: Vault, issuer: Issuer) -> dict[str, Any]:
    return present(
        id=_identifier(vault, issuer),
        provider=issuer.provider,
        credentials={"account_id": issuer.account_id} if issuer.account_id else None,
        org_details=issuer.organization,
        attributes={"enabled": issuer.enabled, "created": issuer.created, "updated": issuer.updated},
    )


def _find(call: Call) -> tuple[Vault, Issuer]:
    vault, name = vault_of(call), _name(call)
    issuer = _table(call).get(_place(vault, name))
    if issuer is None:
        raise Fault(404, "CertificateIssuerNotFound", f"Issuer not found: {name}")
    return vault, issuer


def _name(call: Call) -> str:
    name = call.params["issuer"]
    if not _NAME.fullmatch(name):
        raise bad_parameter(f"The request URI contains an invalid name: {shown(name)}")
    return name


def _table(call: Call) -> Table[Issuer]:
    return call.cloud.store.table("vault-certificate-issuer", Issuer)


def _identifier(vault: Vault, issuer: Issuer) -> str:
    return f"{vault.base}/certificates/issuers/{issuer.name}"


def _place(vault: Vault, name: str) -> str:
    return f"{vault.uid}/{name.lower()}"
