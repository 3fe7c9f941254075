"""The operations on certificates, their contacts and their issuers."""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.keyvault import certificate_issuers, certificates, contacts, pending
from aksess.cloud.services.keyvault.backups import Backups
from aksess.cloud.services.keyvault.lifecycle import Lifecycle
from aksess.cloud.services.keyvault.records import CertificateVersion, KeyVersion, SecretVersion, Version
from aksess.cloud.services.keyvault.requirements import granted, shared_routes


def _route(method: str, template: str, name: str, permission: str, action: str, run: Any) -> Route:
    return Route(method, template, Operation(name, granted("certificates", permission, action), run))


# Azure has one action for the contacts, whatever is done with them; readers may see them.
_CONTACTS: Final = granted("certificates", "managecontacts", "certificatecontacts/write", "certificatecontacts/read")
_WRITE_CONTACTS: Final = granted("certificates", "managecontacts", "certificatecontacts/write")

_CONTACT_ROUTES: Final = (
    Route("GET", "/certificates/contacts", Operation("get contacts", _CONTACTS, contacts.get_contacts)),
    Route("PUT", "/certificates/contacts", Operation("set contacts", _WRITE_CONTACTS, contacts.set_contacts)),
    Route("DELETE", "/certificates/contacts", Operation("delete contacts", _WRITE_CONTACTS, contacts.delete_contacts)),
)

_ISSUERS: Final = "/certificates/issuers"
_ISSUER: Final = "/certificates/issuers/{issuer}"
_CAS: Final = "certificatecas"
_ISSUER_ROUTES: Final = (
    _route("GET", _ISSUERS, "list issuers", "listissuers", f"{_CAS}/read", certificate_issuers.list_issuers),
    _route("GET", _ISSUER, "get issuer", "getissuers", f"{_CAS}/read", certificate_issuers.get_issuer),
    _route("PUT", _ISSUER, "set issuer", "setissuers", f"{_CAS}/write", certificate_issuers.set_issuer),
    _route("PATCH", _ISSUER, "update issuer", "setissuers", f"{_CAS}/write", certificate_issuers.update_issuer),
    _route("DELETE", _ISSUER, "delete issuer", "deleteissuers", f"{_CAS}/delete", certificate_issuers.delete_issuer),
)

_ONE: Final = "/certificates/{name}"
_READ: Final = "certificates/read"
_UPDATE: Final = "certificates/update/action"
_CREATE: Final = "certificates/create/action"
_IMPORT: Final = "certificates/import/action"
_PENDING: Final = f"{_ONE}/pending"
_COMPANIONS: Final[dict[str, type[Version]]] = {"key": KeyVersion, "secret": SecretVersion}

CERTIFICATE_ROUTES: Final = (
    *_CONTACT_ROUTES,
    *_ISSUER_ROUTES,
    _route("POST", f"{_ONE}/create", "create certificate", "create", _CREATE, pending.create_certificate),
    _route("POST", f"{_ONE}/import", "import certificate", "import", _IMPORT, certificates.import_certificate),
    _route("GET", _ONE, "get certificate", "get", _READ, certificates.get_certificate),
    _route("GET", f"{_ONE}/{{version}}", "get certificate", "get", _READ, certificates.get_certificate),
    _route("PATCH", _ONE, "update certificate", "update", _UPDATE, certificates.update_certificate),
    _route("PATCH", f"{_ONE}/{{version}}", "update certificate", "update", _UPDATE, certificates.update_certificate),
    _route("GET", f"{_ONE}/policy", "get certificate policy", "get", _READ, certificates.get_policy),
    _route("PATCH", f"{_ONE}/policy", "update certificate policy", "update", _UPDATE, certificates.update_policy),
    _route("GET", _PENDING, "get pending certificate", "get", _READ, pending.get_pending),
    _route("PATCH", _PENDING, "cancel pending certificate", "update", _UPDATE, pending.cancel_pending),
    _route("DELETE", _PENDING, "delete pending certificate", "update", _UPDATE, pending.delete_pending),
    _route("POST", f"{_PENDING}/merge", "merge certificate", "create", _CREATE, pending.merge_pending),
    *shared_routes(
        "certificates",
        "read",
        Lifecycle(certificates.CERTIFICATES),
        Backups(certificates.CERTIFICATES, CertificateVersion, _COMPANIONS),
    ),
)
