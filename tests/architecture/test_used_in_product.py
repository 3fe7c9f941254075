"""Every public definition of the package is used by the package, not by its tests alone."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from pathlib import Path

from tests.architecture.tree import PACKAGE

EXEMPT: dict[str, str] = tomllib.loads((Path(__file__).parent / "unused_definitions.toml").read_text())
WORD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
# Names in a package's list of exports are offered, not used.
EXPORTS = re.compile(r"^__all__.*?^\]|^_NAMES.*?^\}", re.MULTILINE | re.DOTALL)


def definitions(tree: ast.Module) -> set[str]:
    """The public names that a module defines at its top level; a decorated function is registered by its decorator."""
    found: set[str] = set()
    for node in tree.body:
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name, decorator_list=[]):
                found.add(name)
            case ast.AsyncFunctionDef(name=name, decorator_list=[]) | ast.AnnAssign(target=ast.Name(id=name)):
                found.add(name)
    return {name for name in found if not name.startswith("_")}


def used_names(file: Path, tree: ast.Module) -> Counter[str]:
    """How often a module uses each name: in code and in short strings, but not in imports and lists of exports."""
    text = file.read_text(encoding="utf-8")
    names = Counter(node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load))
    names.update(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute))
    # Commands, annotations and entry points name definitions in strings: "aksess.cli.up:up".
    strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    names.update(word for value in strings if "\n" not in value and len(value) < 80 for word in WORD.findall(value))
    names.subtract(WORD.findall(" ".join(EXPORTS.findall(text))))
    return names


def parsed() -> dict[Path, ast.Module]:
    """The modules of the package."""
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


def defined(trees: dict[Path, ast.Module]) -> dict[str, str]:
    """The public definitions, as ``path:name``, and the name of each."""
    return {f"{file.relative_to(PACKAGE)}:{name}": name for file, tree in trees.items() for name in definitions(tree)}


def test_every_public_definition_is_used_by_the_package() -> None:
    """A definition that only tests use is removed, or unused_definitions.toml says why it stays; it lists no others."""
    trees = parsed()
    used = {name for file, tree in trees.items() for name, count in used_names(file, tree).items() if count > 0}
    found = defined(trees)

    assert len(found) > 1000
    assert sorted(EXEMPT) == sorted(place for place, name in found.items() if name not in used)


def test_every_exemption_has_a_reason() -> None:
    """The reason says who will use the definition, or who outside of the package does."""
    assert [] == [name for name, reason in EXEMPT.items() if not reason.strip()]


def test_a_definition_that_is_only_exported_is_not_used(tmp_path: Path) -> None:
    """Neither an import nor a list of exports is a use."""
    file = tmp_path / "module.py"
    file.write_text(
        'from x import used, idle\n\n__all__ = [\n    "idle",\n    "used",\n]\n\n\ndef f() -> None:\n    used()\n'
    )
    names = used_names(file, ast.parse(file.read_text()))

    assert (1, 0) == (names["used"] > 0, max(names["idle"], 0))
    assert {"f"} == definitions(ast.parse(file.read_text()))
