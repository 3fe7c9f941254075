"""Every source file has its test file, so that nothing is covered by accident.

``src/aksess/cloud/gate.py`` is tested by ``tests/unit/cloud/test_gate.py``, or by more than one file whose names
begin so (``test_gate_order.py``). What is tested under another name is listed in ``tested_elsewhere.toml`` with the
file that tests it; an entry that is no longer needed fails, so the list shrinks.
"""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

from tests.architecture.tree import PACKAGE, ROOT, TESTS, named, parsed, sources

ELSEWHERE: dict[str, str] = tomllib.loads((Path(__file__).parent / "tested_elsewhere.toml").read_text())


def has_code(path: Path) -> bool:
    """Whether there is something to test: a function, or a class with behaviour."""
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(parsed(path)))


def own_tests(path: Path) -> list[Path]:
    """The test files that carry a source file's name."""
    inside = path.relative_to(PACKAGE)
    name = inside.parent.name if inside.name == "__init__.py" else inside.stem
    folder = TESTS / "unit" / inside.parent
    return [*folder.glob(f"test_{name}.py"), *folder.glob(f"test_{name}_*.py")]


def test_every_source_file_has_its_test_file() -> None:
    """Or says where its tests are."""
    bare = [named(path) for path in sources() if has_code(path) and not own_tests(path)]

    assert [] == [name for name in bare if name not in ELSEWHERE]


def test_the_list_of_exemptions_only_shrinks() -> None:
    """An entry whose file is gone, or has tests of its own, or whose tests are gone, must go."""
    stale = {
        name: tests
        for name, tests in ELSEWHERE.items()
        if not (ROOT / name).is_file() or own_tests(ROOT / name) or not (ROOT / tests).exists()
    }

    assert {} == stale
