"""The grammar of conditions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aksess.chain.condition_text import CannotReadCondition, parse
from aksess.chain.facts import Facts, Truth

# With these facts: T holds, F fails, U is unsure.
T, F, U = "@Request[a] StringEquals 'x'", "@Request[a] StringEquals 'y'", "@Request[b] StringEquals 'x'"
FACTS = Facts({"a": ("x",)})


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        (T, Truth.HOLDS),
        (f"{T} AND {F}", Truth.FAILS),
        (f"{T} && {F}", Truth.FAILS),
        (f"{F} or {T}", Truth.HOLDS),
        (f"{F} || {T}", Truth.HOLDS),
        (f"!({T})", Truth.FAILS),
        (f"NOT {F}", Truth.HOLDS),
        (f"!!({T})", Truth.HOLDS),
        (f"{T} OR {F} AND {F}", Truth.HOLDS),
        (f"({T} OR {F}) AND {F}", Truth.FAILS),
        (f"!({U})", Truth.UNSURE),
        (f"{U} AND {F}", Truth.FAILS),
        (f"{U} OR {T}", Truth.HOLDS),
        (f"{U} AND {T}", Truth.UNSURE),
        ("Exists @Request[a]", Truth.UNSURE),
        ("@Request[a] StringEquals @Resource[a]", Truth.UNSURE),
        ("@Request[a]ForAnyOfAnyValues:StringEquals{'w', 'x'}", Truth.HOLDS),
        ("@Request[a] ForAnyOfAnyValues:GuidEquals {x, y}", Truth.HOLDS),
        ("(\n (\n  !(ActionMatches{'A/write'})\n )\n OR\n (\n  SubOperationMatches{'s'}\n )\n)\n", Truth.HOLDS),
    ],
)
def test_a_condition_means_what_it_says(text: str, truth: Truth) -> None:
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
    assert asked("a", FACTS) in Truth
