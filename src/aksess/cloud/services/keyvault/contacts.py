"""Whom a vault tells about its certificates: a list that is kept and shown. Nobody is written to."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.keyvault.errors import bad_parameter
from aksess.cloud.services.keyvault.object_ids import answer, body, present
from aksess.cloud.services.keyvault.vaults import Vault, vault_of
from aksess.cloud.state.store import Table

MOST: Final = 100


class Contact(msgspec.Struct):
    """One contact."""

    email: str | None = None
    name: str | None = None
    phone: str | None = None


class ContactsBody(msgspec.Struct):
    """All of them."""

    contacts: list[Contact]


def get_contacts(call: Call) -> Answer:
    """The contacts. Raises Fault(404) where there are none."""
    vault, found = _find(call)
    return answer(call, vault, _shown(vault, found))


def set_contacts(call: Call) -> Answer:
    """Put these in place of those."""
    vault, sent = vault_of(call), body(call, ContactsBody)
    if not 1 <= len(sent.contacts) <= MOST or not all(each.email for each in sent.contacts):
        raise bad_parameter(f"Property contacts has invalid value: it holds 1 to {MOST} contacts, each with an email.")
    _table(call).put(vault.uid, sent)
    return answer(call, vault, _shown(vault, sent))


def delete_contacts(call: Call) -> Answer:
    """Forget them, and show them once more. Raises Fault(404) where there are none."""
    vault, found = _find(call)
    _table(call).delete(vault.uid)
    return answer(call, vault, _shown(vault, found))


def _find(call: Call) -> tuple[Vault, ContactsBody]:
    vault = vault_of(call)
    found = _table(call).get(vault.uid)
    if found is None:
        raise Fault(404, "ContactsNotFound", "Contacts not found")
    return vault, found


def _table(call: Call) -> Table[ContactsBody]:
    return call.cloud.store.table("vault-contacts", ContactsBody)


def _shown(vault: Vault, found: ContactsBody) -> dict[str, Any]:
    contacts = [present(**msgspec.structs.asdict(each)) for each in found.contacts]
    return {"id": f"{vault.base}/certificates/contacts", "contacts": contacts}
