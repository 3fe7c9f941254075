"""The grammar of conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.chain.condition_attributes import ConditionAttributes, Ternary
from aksess.chain.condition_text import CannotReadCondition, parse

# With these attributes: T holds, F fails, U is unsure.
T, F, U = "@Request[a] StringEquals 'x'", "@Request[a] StringEquals 'y'", "@Request[b] StringEquals 'x'"
FACTS = ConditionAttributes({"a": ("x",)})


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        (T, Ternary.HOLDS),
        (f"{T} AND {F}", Ternary.FAILS),
        (f"{T} && {F}", Ternary.FAILS),
        (f"{F} or {T}", Ternary.HOLDS),
        (f"{F} || {T}", Ternary.HOLDS),
        (f"!({T})", Ternary.FAILS),
        (f"NOT {F}", Ternary.HOLDS),
        (f"!!({T})", Ternary.HOLDS),
        (f"{T} OR {F} AND {F}", Ternary.HOLDS),
        (f"({T} OR {F}) AND {F}", Ternary.FAILS),
        (f"!({U})", Ternary.UNSURE),
        (f"{U} AND {F}", Ternary.FAILS),
        (f"{U} OR {T}", Ternary.HOLDS),
        (f"{U} AND {T}", Ternary.UNSURE),
        ("Exists @Request[a]", Ternary.UNSURE),
        ("@Request[a] StringEquals @Resource[a]", Ternary.UNSURE),
        ("@Request[a]ForAnyOfAnyValues:StringEquals{'w', 'x'}", Ternary.HOLDS),
        ("@Request[a] ForAnyOfAnyValues:GuidEquals {x, y}", Ternary.HOLDS),
        ("(\n (\n  !(ActionMatches{'A/write'})\n )\n OR\n (\n  SubOperationMatches{'s'}\n )\n)\n", Ternary.HOLDS),
    ],
)
def test_a_condition_means_what_it_says(text: str, truth: Ternary) -> None:
    """AND binds closer than OR, what is unsure stays so, and white space is nothing."""
    assert truth is parse(text)("a/read", FACTS)


@pytest.mark.parametrize(
    "text",
    [
        "(",
        ")",
        "()",
        "AND",
        f"{T} AND",
        f"({T}",
        f"{T})",
        f"{T} {T}",
        "!",
        "@Request[a]",
        "@Request[a] StringEquals",
        "@Request[a] StringEquals {",
        "@Request[a] StringEquals {'x'",
        "@Request[a] StringEquals {'x',}",
        "Exists 'x'",
        "@Request[a",
        "ActionMatches",
        "'x'",
        "x",
        "#",
        "@Request[a] 'StringEquals' 'x'",
        "@Request[a] StringEquals 'x",
        "(" * 10_000,
        "!" * 10_000 + f"({T})",
    ],
)
def test_what_is_no_condition_is_said_to_be_none(text: str) -> None:
    """With one error of ours, however broken or deep the text is."""
    with pytest.raises(CannotReadCondition):
        parse(text)


@given(st.text("()!{},' @[]aRx:&|", max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Nothing else escapes the parser."""
    try:
        asked = parse(text)
    except CannotReadCondition:
        return
    assert asked("a", FACTS) in Ternary
