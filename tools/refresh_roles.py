"""Refresh ``src/aksess/azure_facts/built_in_roles.json`` from copies of public role definitions.

Usage: ``python tools/refresh_roles.py SOURCE [SOURCE ...]``. A source is one of these, and a later source wins:

- a JSON file, the output of ``az role definition list --query "[?roleType=='BuiltInRole']"``. The repository
  iann0036/iam-dataset publishes this output every day as ``azure/built-in-roles-raw.json``;
- a Markdown file of MicrosoftDocs/azure-docs, ``articles/role-based-access-control/built-in-roles/*.md``, which has one
  JSON block for each role, or a folder of such files.

The output has one role on each line, sorted by GUID, so that a refresh shows in a diff which roles changed. Members
that are empty, and members that are the same for every built-in role, are left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

TARGET: Final = Path(__file__).parent.parent / "src" / "aksess" / "azure_facts" / "built_in_roles.json"
_BLOCK: Final = re.compile(r"^```json\s*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LISTS: Final = ("actions", "notActions", "dataActions", "notDataActions")
_CONDITIONS: Final = ("condition", "conditionVersion")


def read_source(source: Path) -> Iterator[dict[str, Any]]:
    """The built-in role definitions of a JSON file, a Markdown file or a folder of Markdown files.

    Args:
        source: The file or folder.

    Yields:
        Role definitions in Azure's shape, with ``name`` (a GUID), ``roleName`` and ``permissions``.

    Raises:
        json.JSONDecodeError: A file or a block is not JSON.
    """
    if source.is_dir():
        for path in sorted(source.glob("*.md")):
            yield from read_source(path)
        return
    text = source.read_text(encoding="utf-8")
    blocks = [text] if source.suffix == ".json" else [found[1] for found in _BLOCK.finditer(text)]
    for block in blocks:
        document = json.loads(block)
        for role in document if isinstance(document, list) else [document]:
            if role.get("roleType") == "BuiltInRole":
                yield role


def compact(role: dict[str, Any]) -> dict[str, Any]:
    """The role without empty members and without members that are the same for every built-in role."""
    shown: dict[str, Any] = {
        "name": role["name"].lower(),
        "roleName": role["roleName"],
        "description": role.get("description") or "",
        "permissions": [_permission(entry) for entry in role["permissions"]],
    }
    if role.get("assignableScopes", ["/"]) != ["/"]:
        shown["assignableScopes"] = role["assignableScopes"]
    return shown


def _permission(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: entry[name] for name in (*_LISTS, *_CONDITIONS) if entry.get(name)}


def render(roles: list[dict[str, Any]]) -> str:
    """The JSON text of the roles: an array with one role on each line, sorted by GUID."""
    found = {role["name"]: role for role in map(compact, roles)}
    lines = [json.dumps(found[name], ensure_ascii=False, separators=(",", ":")) for name in sorted(found)]
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main(arguments: list[str]) -> int:
    """Write the file from the sources named on the command line; the exit code."""
    sources = [Path(argument) for argument in arguments]
    missing = [str(source) for source in sources if not source.exists()]
    if missing or not sources:
        sys.stderr.write(f"no such file: {', '.join(missing)}\n" if missing else f"{__doc__}")
        return 2
    roles = [role for source in sources for role in read_source(source)]
    if not roles:
        sys.stderr.write("the sources have no built-in role; the file was not changed\n")
        return 1
    TARGET.write_text(render(roles), encoding="utf-8")
    sys.stdout.write(f"{len({role['name'].lower() for role in roles})} roles written to {TARGET}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
