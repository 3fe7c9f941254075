"""The vocabulary says of itself what fits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import yaml

from aksess.model.document import DOCUMENT
from aksess.model.problem_collector import ProblemCollector
from aksess.model.schema_types import (
    Choice,
    Field,
    Flag,
    Listing,
    Record,
    Rule,
    Shape,
    Table,
    Text,
    Whole,
    example_of,
    expected_by,
)
from aksess.model.syntax import compose
from aksess.model.validation import validate


def shapes(shape: Shape, path: str = "") -> Iterator[tuple[str, Shape]]:
    yield path, shape
    if isinstance(shape, Listing):
        yield from shapes(shape.item, path + "[]")
    if isinstance(shape, Record):
        for key, field in shape.fields.items():
            yield from shapes(field.shape, f"{path}.{key}")


@pytest.mark.parametrize(("path", "shape"), [each for each in shapes(DOCUMENT) if each[0]])
def test_every_example_in_the_form_fits_it(path: str, shape: Shape) -> None:
    """What hints, schema and manual show is right."""
    found = ProblemCollector("f")
    node = compose(example_of(shape), found)
    assert node is not None
    validate(node, shape, (), found)

    assert [] == found.problems, path


@pytest.mark.parametrize(
    ("shape", "words", "example"),
    [
        (Text("x", Rule("x", "an x")), "an x", "x"),
        (Text("x"), "text", "x"),
        (Choice(("a", "b", "c")), "a, b or c", "a"),
        (Choice(("a",)), "a", "a"),
        (Whole(1, 9, 3), "a whole number from 1 to 9", "3"),
        (Flag(), "true or false", "true"),
        (Listing(Flag()), "a list", "[true]"),
        (Table(Rule("x", ""), Rule("x", ""), 1), "a mapping of names to text", "{project: widemo}"),
        (Record("{a: true}", {"a": Field(Flag(), "")}), "a mapping", "{a: true}"),
    ],
)
def test_shapes_in_words(shape: Shape, words: str, example: str) -> None:
    """For problems and hints."""
    assert words == expected_by(shape)
    assert example == example_of(shape)
    assert yaml.safe_load(example) is not None
