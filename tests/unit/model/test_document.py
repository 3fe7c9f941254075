"""The form and its manual say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from aksess.model import Model, credential_name, parse
from aksess.model.document import DOCUMENT
from aksess.model.schema_types import Listing, Record, Shape, example_of, expected_by

PAGE = Path(__file__).parents[3] / "docs" / "reference" / "aksess-yaml.md"


def records(shape: Shape, path: str = "") -> Iterator[tuple[str, Record]]:
    if isinstance(shape, Listing):
        yield from records(shape.item, f"{path}[]")
    if isinstance(shape, Record):
        yield path, shape
        for key, field in shape.fields.items():
            yield from records(field.shape, f"{path}.{key}" if path else key)


def row(key: str, record: Record) -> str:
    field = record.fields[key]
    shape = field.shape
    item = shape.item if isinstance(shape, Listing) else shape
    many = "a list: " if isinstance(shape, Listing) else ""
    words = "see below" if isinstance(item, Record) else expected_by(item)
    absent = "required" if field.required else field.absence or "-"
    cells = [f"`{key}`", field.about, many + words, f"`{example_of(shape)}`", absent]
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


@pytest.mark.parametrize(("path", "record"), list(records(DOCUMENT)))
def test_every_key_is_in_the_manual(path: str, record: Record) -> None:
    """Each record has a section, each key its row, in the words that problems and editors use."""
    section = re.split(r"^### ", PAGE.read_text(), flags=re.MULTILINE)
    heading = f"`{path}`" if path else "The file"
    (text,) = [part for part in section if part.startswith(heading + "\n")]

    assert [row(key, record) for key in record.fields] == [line for line in text.splitlines() if line.startswith("| `")]


def test_the_files_in_the_manual_are_faultless() -> None:
    """Every block of YAML that is a whole file."""
    files = [block for block in re.findall(r"```yaml\n(.*?)```", PAGE.read_text(), re.DOTALL) if "aksess: 1" in block]

    assert files
    for text in files:
        answer = parse(text)
        assert isinstance(answer, Model), str(answer)
        assert () == answer.warnings


def test_the_names_in_the_manual_are_the_real_ones() -> None:
    """The example of a derived name."""
    assert f"`{credential_name('widemo-aks', 'widemo', 'wi-demo-sa')}`" in PAGE.read_text()
