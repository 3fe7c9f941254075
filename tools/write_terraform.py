"""Write docs/reference/terraform.md from the conformance configurations: ``python -m tools.write_terraform``.

A test compares them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "reference" / "terraform.md"
CONFIGURATIONS: Final = ROOT / "tests" / "conformance" / "terraform"
# Folder of configurations: the version of the provider that they are for.
VERSIONS: Final = {
    "azurerm-5": "azurerm 5.2",
    "azurerm-4": "azurerm 4.81",
    "azurerm-3": "azurerm 3.117",
    "azuread-3": "azuread 3.9",
}
_BLOCK: Final = re.compile(r"^(resource|data)\s+\"(\w+)\"", re.MULTILINE)

HEAD: Final = """# Terraform: resources and providers

What the real providers are put through inside the local Azure by `make conformance`, where `terraform init` finds
them. A dot says that the resource or data source takes part in the whole cycle, alone with what it refers to and
together with all others: apply, a second plan that is empty, an update in place, a plan that is empty again, import,
destroy, and nothing left. Written from the configurations in `tests/conformance/terraform` by
`python -m tools.write_terraform`; a test compares the two.

Signing in is tried with a client secret, OIDC, workload identity, managed identity and az, against an identity that may
do this and no more. Resources that are not here may work, where [Resource Manager has their
type](operations.md#resource-types); where not, the provider stops with 501 and the type's name.
"""


def page() -> str:
    """The whole page."""
    found = {folder: _of(CONFIGURATIONS / folder) for folder in VERSIONS}
    parts = [
        HEAD,
        *(_table(title, kind, found) for kind, title in (("resource", "Resources"), ("data", "Data sources"))),
    ]
    return "\n".join(parts)


def _of(folder: Path) -> set[tuple[str, str]]:
    return {block for path in folder.glob("*.tf") for block in _BLOCK.findall(path.read_text())}


def _table(title: str, kind: str, found: dict[str, set[tuple[str, str]]]) -> str:
    names = sorted({name for blocks in found.values() for each, name in blocks if each == kind})
    lines = [f"## {title}", "", f"| | {' | '.join(VERSIONS.values())} |", "|---" * (len(VERSIONS) + 1) + "|"]
    for name in names:
        marks = ["●" if (kind, name) in found[folder] else "" for folder in VERSIONS]
        lines.append(f"| `{name}` | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


def write() -> None:
    """Write the page."""
    PAGE.write_text(page())


if __name__ == "__main__":
    write()
