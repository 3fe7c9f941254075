"""The defaults in the Terraform roots are those of the table of aksess.yaml."""

from __future__ import annotations

import re
from pathlib import Path

import aksess.terraform
from aksess.model.document import DOCUMENT
from aksess.model.schema_types import Listing, Record

INFRA = Path(aksess.terraform.__file__).parent / "roots" / "infra"
# try(each.value.skuTier, "Free") and coalesce(each.value.contentType, "text/plain")
LITERAL = re.compile(r'(?:try|coalesce)\(each(?:\.\w+)*\.(\w+), ("[^"]*"|true|false|\d+)\)')
# aksess.yaml declares this list in this file.
FILES = {
    "clusters": "clusters.tf",
    "vaults": "vaults.tf",
    "configurationStores": "configuration.tf",
    "storageAccounts": "storage.tf",
}


def spelled(value: str | int | bool) -> str:
    """A value as HCL spells it."""
    if isinstance(value, bool):
        return str(value).lower()
    return str(value) if isinstance(value, int) else f'"{value}"'


def defaults(record: Record) -> set[tuple[str, str]]:
    """The keys with a default in a record and in the records within it."""
    found = set()
    for key, field in record.fields.items():
        shape = field.shape.item if isinstance(field.shape, Listing) else field.shape
        if isinstance(shape, Record):
            found |= defaults(shape)
        if field.default is not None:
            found.add((key, spelled(field.default)))
    return found


def test_each_root_has_the_defaults_of_the_table_and_no_other() -> None:
    """Terraform reads the file itself, so a default that is written twice must be the same twice."""
    for key, file in FILES.items():
        shape = DOCUMENT.fields[key].shape
        assert isinstance(shape, Listing)
        assert isinstance(shape.item, Record)
        expected = defaults(shape.item)
        # The provider leaves out a description of null; the rules of a vault have another default where there are none.
        expected -= {("description", '""')} | ({("default", '"deny"')} if key == "vaults" else set())

        assert expected
        assert expected == set(LITERAL.findall((INFRA / file).read_text())), file


def test_rules_of_a_vault_deny_by_default() -> None:
    """A vault without rules lets everybody in, and a vault with rules lets in those that the rules name."""
    text = (INFRA / "vaults.tf").read_text()

    assert 'title(try(each.value.network.default, can(each.value.network) ? "deny" : "allow"))' in text


def test_no_other_file_of_the_root_has_a_default() -> None:
    """A new default belongs into the files above."""
    files = {file.name: LITERAL.findall(file.read_text()) for file in INFRA.glob("*.tf")}

    assert set(FILES.values()) < files.keys()
    assert {} == {name: found for name, found in files.items() if found and name not in FILES.values()}
