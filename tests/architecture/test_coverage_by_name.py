"""Every source file has its test file, so that nothing is covered by accident.

``src/aksess/cloud/pipeline/call.py`` is tested by ``tests/unit/cloud/pipeline/test_call.py``, or by more than one file
whose names begin so (``test_call_order.py``). What is tested under another name is listed in ``tested_elsewhere.toml``:
a file or pattern, and the test file or folder that proves it. An entry that is no longer needed fails.
"""

from __future__ import annotations

import ast
import tomllib
from fnmatch import fnmatch
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


def bare() -> list[str]:
    """The source files that no test file is named for."""
    return [named(path) for path in sources() if has_code(path) and not own_tests(path)]


def test_every_source_file_has_its_test_file() -> None:
    """Or says where its tests are."""
    assert [] == [name for name in bare() if not any(fnmatch(name, entry) for entry in ELSEWHERE)]


def test_the_list_of_exemptions_only_shrinks() -> None:
    """An entry that exempts nothing any more, or whose tests are gone, must go."""
    names = bare()
    needless = [entry for entry in ELSEWHERE if not any(fnmatch(name, entry) for name in names)]

    assert [] == needless
    assert {} == {entry: tests for entry, tests in ELSEWHERE.items() if not (ROOT / tests).exists()}
