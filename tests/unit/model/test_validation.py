"""What does not fit the form: where, what was found, what was expected, the next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from aksess.model import Problem, Problems, parse
from aksess.model.document import DOCUMENT
from aksess.model.nodes import Mark, Scalar
from aksess.model.problem_collector import ProblemCollector
from aksess.model.schema_types import Listing, Record, Shape
from aksess.model.syntax import compose
from aksess.model.validation import validate

Only = Callable[[str], Problem]
Many = Callable[[str], tuple[Problem, ...]]


@pytest.mark.parametrize(
    ("text", "column", "path", "says", "hint"),
    [
        ("clusters: 7", 11, "clusters", "the number 7, expected a list", "[{name: widemo-aks}]"),
        ("clusters:", 10, "clusters", "empty, expected a list", "or remove the key"),
        ("clusters: [widemo-aks]", 12, "clusters[0]", "`widemo-aks`, expected a mapping", "{name: widemo-aks}"),
        ("clusters: {name: a}", 11, "clusters", "a mapping, expected a list", "for example"),
        (
            "clusters: [{name: [a]}]",
            19,
            "clusters[0].name",
            "a list, expected 1 to 63 letters",
            "for example: widemo-aks",
        ),
        (
            "clusters: [{name: a, kubernetesVersion: 1.30}]",
            41,
            "clusters[0].kubernetesVersion",
            "the number 1.30, expected a version",
            'put it in quotes: "1.30"',
        ),
        (
            "clusters: [{name: a, nodeCount: 0}]",
            33,
            "clusters[0].nodeCount",
            "the number 0, expected a whole number from 1 to 1000",
            "1",
        ),
        (
            "clusters: [{name: a, nodeCount: true}]",
            33,
            "clusters[0].nodeCount",
            "the boolean true, expected a whole",
            "1",
        ),
        (
            'vaults: [{name: kv1, purgeProtection: "true"}]',
            39,
            "vaults[0].purgeProtection",
            'the text "true", expected true or false',
            "remove the quotes: true",
        ),
        (
            'clusters: [{name: a, nodeCount: "2"}]',
            33,
            "clusters[0].nodeCount",
            'the text "2", expected a whole number',
            "remove the quotes: 2",
        ),
        (
            "vaults: [{name: kv1, purgeProtection: maybe}]",
            39,
            "vaults[0].purgeProtection",
            "`maybe`, expected true or false",
            "example",
        ),
        (
            "vaults: [{name: kv1, authorization: RBAC}]",
            37,
            "vaults[0].authorization",
            "`RBAC`, expected rbac or policies",
            "did you mean `rbac`?",
        ),
        ("tags: {a: yes}", 11, "tags.a", "`yes`, which other readers of YAML take for a boolean", '"yes"'),
        ("tags: {a: 2026-11-23}", 11, "tags.a", "which other readers of YAML take for a date", "quotes"),
        ("tags: [a]", 7, "tags", "a list, expected a mapping of names to text", "{project: widemo}"),
        ("tags: {'a?': b}", 8, "tags.a?", "`a?` in `tags` is not a valid name", "rename it"),
    ],
)
def test_a_value_that_does_not_fit(only: Only, text: str, column: int, path: str, says: str, hint: str) -> None:
    """Told at the value, on its line, with its path."""
    problem = only(text)

    assert (4, column, path) == (problem.line, problem.column, problem.path)
    assert says in problem.says
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("text", "says", "hint"),
    [
        ("vault: []", "unknown key `vault` in the file", "did you mean `vaults`?"),
        ("clusters: [{name: a, zzz: 1}]", "unknown key `zzz` in `clusters[0]`", "known: name, kubernetesVersion"),
        ("clusters: [{nodeCount: 1}]", "`clusters[0]` has no `name`", "add `name: widemo-aks`"),
        (
            "workloads: [{name: web, clusters: []}]",
            "has no `serviceAccount` or `serviceAccounts`",
            "add `serviceAccount: widemo/wi-demo-sa`",
        ),
        (
            "workloads: [{name: web, serviceAccount: a/b, serviceAccounts: [a/b]}]",
            "has serviceAccount and serviceAccounts",
            "remove one",
        ),
        (
            "workloads: [{name: web, serviceAccounts: []}]",
            "`workloads[0].serviceAccounts` is empty, expected at least 1",
            "widemo/wi-demo-sa",
        ),
    ],
)
def test_keys_that_are_wrong_or_missing(problems: Many, text: str, says: str, hint: str) -> None:
    """Unknown keys with the nearest known one, missing ones with what to write."""
    errors = [problem for problem in problems(text) if says in problem.says]

    assert 1 == len(errors)
    assert hint in errors[0].hint


def test_the_three_lines_are_all_told_when_missing() -> None:
    """One run is enough to see every one."""
    answer = parse("tags: {}")

    assert isinstance(answer, Problems)
    assert [
        "the file has no `aksess`, which it needs",
        "the file has no `location`, which it needs",
        "the file has no `resourceGroup`, which it needs",
    ] == [problem.says for problem in answer.found]


def test_another_version_of_the_format_is_refused(problems: Many) -> None:
    """This program knows version 1."""
    answer = parse("aksess: 2\nlocation: westeurope\nresourceGroup: r\n")

    assert isinstance(answer, Problems)
    assert "`aksess` is the number 2, expected a whole number from 1 to 1" == answer.found[0].says


@pytest.mark.parametrize("value", ["12345", "[hunter2]", "{hunter2: x}", "yes", "'hunter2\n\n  hunter2'"])
def test_a_secret_value_is_never_shown(head: str, value: str) -> None:
    """Not even where it is what is wrong."""
    answer = parse(head + f"vaults: [{{name: kv1, secrets: [{{name: s, value: {value}}}], zzz: 1}}]")

    assert isinstance(answer, Problems)
    assert "hunter2" not in repr(answer)
    assert "12345" not in repr(answer)
    assert "`yes`" not in repr(answer)


def test_every_problem_is_told_at_once(problems: Many) -> None:
    """Faults of form and of sense, in one answer; a fault does not hide those beside it."""
    found = problems(
        """
        clusters: [{name: -bad-}, {nam: x}]
        vaults: [7, {name: kv1, sku: gold}]
        workloads:
          - {name: web, serviceAccount: a/b, clusters: [-bad-, other], access: [{to: vault/kv1, as: Nobody}]}
        """
    )

    assert [
        (4, "`clusters[0].name` is `-bad-`"),
        (4, "`clusters[1]` has no `name`, which it needs"),
        (4, "unknown key `nam` in `clusters[1]`"),
        (5, "`vaults[0]` is the number 7"),
        (5, "`vaults[1].sku` is `gold`"),
        (7, "cluster `other` is not declared"),
        (7, "`Nobody` is not a built-in role"),
    ] == [(problem.line, problem.says.split(", expected")[0]) for problem in found]


def test_long_values_are_cut(only: Only) -> None:
    """A problem stays readable."""
    assert len(only(f"clusters: [{{name: {'x' * 5000}}}]").says) < 250


def test_azure_keeps_fifty_tags(only: Only) -> None:
    """The limit is told at the tags."""
    tags = ", ".join(f"t{n}: x" for n in range(51))

    assert "`tags` has 51 names, expected at most 50" == only(f"tags: {{{tags}}}").says


def conformed(text: str) -> tuple[Any, ProblemCollector]:
    """The plain data of a file, and the problems."""
    found = ProblemCollector("aksess.yaml")
    node = compose(text, found)
    assert node is not None
    return validate(node, DOCUMENT, (), found), found


def test_defaults_are_written_where_a_key_is_absent() -> None:
    """The table has the values; a key of the same record may be one."""
    data, _ = conformed("clusters: [{name: a, nodeCount: 3}]\nvaults: [{name: kv1, secrets: [s]}]\n")

    assert [
        {
            "name": "a",
            "nodeCount": 3,
            "nodeSize": "Standard_D2s_v5",
            "dnsPrefix": "a",
            "skuTier": "Free",
        }
    ] == data["clusters"]
    assert [{"name": "s", "contentType": "text/plain"}] == data["vaults"][0]["secrets"]
    assert False is data["vaults"][0]["purgeProtection"]


def test_a_value_that_does_not_fit_gets_no_default() -> None:
    """Later checks would judge a value that nobody wrote."""
    data, found = conformed("clusters: [{name: a, nodeCount: 0}]\n")

    assert "nodeCount" not in data["clusters"][0]
    assert not found.usable


def records(shape: Shape) -> Iterator[Record]:
    """Every record of the form."""
    match shape:
        case Record(fields=fields):
            yield shape
            for field in fields.values():
                yield from records(field.shape)
        case Listing(item):
            yield from records(item)


def test_every_default_fits_its_key() -> None:
    """As if a person had written it."""
    fields = [field for record in records(DOCUMENT) for field in record.fields.values() if field.default is not None]

    assert len(fields) > 10
    for field in fields:
        found = ProblemCollector("aksess.yaml")
        assert field.default == validate(Scalar(str(field.default), field.default, Mark(1, 1)), field.shape, (), found)
        assert found.usable
        assert not field.required


def test_a_default_from_another_key_names_a_required_key() -> None:
    """It is always there."""
    pairs = [
        (record, field.same_as) for record in records(DOCUMENT) for field in record.fields.values() if field.same_as
    ]

    assert pairs
    assert [] == [key for record, key in pairs if not record.fields[key].required]
