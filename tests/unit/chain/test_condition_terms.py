"""The comparisons of conditions."""

from __future__ import annotations

import pytest

from aksess.chain.condition_attributes import ConditionAttributes, Ternary
from aksess.chain.condition_terms import action_term, comparison_term, suboperation_term, unsure

NAME = "Microsoft.Storage/storageAccounts/blobServices/containers:name"


def compare(operator: str, *values: str, has: tuple[str, ...] = ("logs",), source: str = "Resource") -> Ternary:
    """What a comparison of the container's name says."""
    said = {NAME.lower(): has}
    return comparison_term(source, NAME, operator, values)("", ConditionAttributes(said, said))


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("StringEquals", "logs"),
        ("stringequals", "logs"),
        ("StringEqualsIgnoreCase", "LOGS"),
        ("StringNotEquals", "LOGS"),
        ("StringStartsWith", "lo"),
        ("StringStartsWithIgnoreCase", "LO"),
        ("StringNotStartsWith", "x"),
        ("StringLike", "l*s"),
        ("StringLike", "l??s"),
        ("StringLikeIgnoreCase", "L*"),
        ("StringNotLike", "l?s"),
        ("GuidNotEquals", "0"),
    ],
)
def test_a_comparison_holds(operator: str, value: str) -> None:
    """The operators of Azure's list, whatever the case of their names."""
    assert Ternary.HOLDS is compare(operator, value)


@pytest.mark.parametrize(
    ("operator", "value"),
    [
        ("StringEquals", "LOGS"),
        ("StringNotEquals", "logs"),
        ("StringLike", "L*"),
        ("StringLike", "log"),
        ("StringLike", r"l\*s"),
    ],
)
def test_a_comparison_fails(operator: str, value: str) -> None:
    """Case counts unless the operator says otherwise; an escaped star is a star."""
    assert Ternary.FAILS is compare(operator, value)


def test_guids_are_compared_without_case_and_hyphens() -> None:
    """Azure spells the GUIDs of some built-in conditions without them."""
    spelled = comparison_term("Request", "a", "GuidEquals", ("08D4C71ACC634CE4A9C85DD251B4D619",))

    assert Ternary.HOLDS is spelled("", ConditionAttributes({"a": ("08d4c71a-cc63-4ce4-a9c8-5dd251b4d619",)}))


@pytest.mark.parametrize(
    ("quantifier", "has", "wanted", "truth"),
    [
        # The examples of Microsoft Learn, "Azure role assignment condition format and syntax".
        ("ForAnyOfAnyValues", ("red", "blue"), ("blue", "green"), Ternary.HOLDS),
        ("ForAnyOfAnyValues", ("red", "blue"), ("orange", "green"), Ternary.FAILS),
        ("ForAllOfAnyValues", ("red", "blue"), ("orange", "red", "blue"), Ternary.HOLDS),
        ("ForAllOfAnyValues", ("red", "blue"), ("red", "green"), Ternary.FAILS),
        ("ForAnyOfAllValues", ("red", "blue"), ("red", "red"), Ternary.HOLDS),
        ("ForAllOfAllValues", ("red", "blue"), ("red", "blue"), Ternary.FAILS),
    ],
)
def test_values_are_crossed(quantifier: str, has: tuple[str, ...], wanted: tuple[str, ...], truth: Ternary) -> None:
    """Any or all of what is there, with any or all of what is asked."""
    assert truth is compare(f"{quantifier}:StringEquals", *wanted, has=has)


@pytest.mark.parametrize(
    ("source", "operator"),
    [
        ("Principal", "StringEquals"),
        ("Environment", "StringEquals"),
        ("Resource", "NumericEquals"),
        ("Resource", "Each:StringEquals"),
    ],
)
def test_what_is_not_served_is_unsure(source: str, operator: str) -> None:
    """It neither holds nor fails, so that its opposite does not hold either."""
    assert Ternary.UNSURE is compare(operator, "logs", source=source)


def test_a_fact_that_nobody_gave_is_unsure() -> None:
    """Also for operators that say "not"."""
    asked = comparison_term("Request", "other", "StringNotEquals", ("x",))

    assert Ternary.UNSURE is asked("", ConditionAttributes())


def test_the_action_is_matched_with_wildcards() -> None:
    """The action comes in lower case."""
    asked = action_term(("Microsoft.Authorization/roleAssignments/*",))

    assert Ternary.HOLDS is asked("microsoft.authorization/roleassignments/write", ConditionAttributes())
    assert Ternary.FAILS is asked("microsoft.authorization/roledefinitions/write", ConditionAttributes())


def test_a_suboperation_is_compared_by_name() -> None:
    """In both spellings."""
    older = comparison_term("Request", "subOperation", "ForAnyOfAnyValues:StringEqualsIgnoreCase", ("Blob.List",))

    assert Ternary.HOLDS is suboperation_term(("Blob.List",))("", ConditionAttributes(suboperation="blob.list"))
    assert Ternary.FAILS is suboperation_term(("Blob.List",))("", ConditionAttributes())
    assert Ternary.HOLDS is older("", ConditionAttributes(suboperation="Blob.List"))


def test_unsure_is_unsure() -> None:
    """Whatever is asked."""
    assert Ternary.UNSURE is unsure("", ConditionAttributes())
