"""YAML that is broken, hostile, or says one thing to us and another to Terraform."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from aksess.model import Model, Problem, Problems, parse

Only = Callable[[str], Problem]


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("a: [1\nb: 2", 5, 2, "brackets"),
        ("a: 'x\n", 5, 1, "quotes"),
        ("a:\n\tb: 1", 5, 1, "indent with spaces"),
        ("a: b: c", 4, 5, "quotes"),
        ("a: @x", 4, 4, "quotes"),
        ("- x", 4, 1, "indentation"),
        ("a: *x", 4, 4, "write `&x`"),
        ("a: &x [*x]", 4, 8, "write `&x`"),
        ("--- \na: 1", 4, 1, "---"),
        ("a: \x07", 4, 4, "remove it"),
    ],
)
def test_what_is_not_yaml_is_one_problem_with_its_place(
    only: Only, text: str, line: int, column: int, hint: str
) -> None:
    """No traceback: where, what, what to do."""
    problem = only(text)

    assert (line, column) == (problem.line, problem.column)
    assert hint in problem.hint


def test_what_nothing_closes_is_told_with_where_it_opens(only: Only) -> None:
    """The parser notices at the end of the file, which may be far away."""
    assert only("a: [{b: 1}\n\n\n").says.endswith("in what begins on line 4")


def test_the_same_key_twice_is_told_with_both_lines(only: Only) -> None:
    """YAML readers silently take the last."""
    problem = only("tags: {a: b}\nclusters: []\ntags: {}")

    assert (6, 1, "tags") == (problem.line, problem.column, problem.path)
    assert "key `tags` is written twice, first on line 4" == problem.says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("? [a]\n: b", "found a list or mapping as a key"),
        ("tags: {on: x}", "key `on` is not text to every reader of YAML"),
        ("tags: {1: x}", "key `1` is not text"),
        ("<<: {tags: {}}", "merge key"),
        ("tags: !!python/object/apply:os.system [id]", "tag `!!python/object/apply:os.system`"),
        ("tags: !custom {}", "tag `!custom`"),
        ("tags: {a: !!binary aGk=}", "tag `!!binary`"),
    ],
)
def test_what_readers_disagree_about_is_refused(
    problems: Callable[[str], tuple[Problem, ...]], text: str, says: str
) -> None:
    """Keys that are no text, merge keys, tags."""
    assert any(says in problem.says for problem in problems(text))


def test_another_yaml_than_terraforms_is_refused(head: str) -> None:
    found = parse(f"%YAML 1.2\n---\n{head}")

    assert isinstance(found, Problems)
    assert ["found YAML 1.2, expected 1.1, the one that Terraform reads"] == [each.says for each in found.found]
    assert not isinstance(parse(f"%YAML 1.1\n---\n{head}"), Problems)


def test_aliases_and_plain_tags_are_read(read: Callable[[str], Model]) -> None:
    """Anchors are fine where they unfold to little."""
    model = read("tags: &t {a: !!str 12}\nclusters:\n  - {name: &n aks1}\n  - name: aks2\n    dnsPrefix: *n")

    assert {"a": "12"} == model.tags
    assert "aks1" == model.clusters[1].dns_prefix


def test_a_bomb_of_aliases_is_refused_at_once(head: str) -> None:
    """Nine levels of nine would be four hundred million values."""
    lines = ["a0: &a0 [x,x,x,x,x,x,x,x,x]"]
    lines += [f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    before = time.process_time()
    answer = parse(head + "\n".join(lines))

    assert isinstance(answer, Problems)
    assert "once aliases are unfolded" in answer.found[-1].says
    assert time.process_time() - before < 2


@pytest.mark.parametrize("text", ["[" * 5000, "{a: " * 5000, "- " * 5000, "a: " + "[" * 100 + "]" * 100])
def test_deep_nesting_is_refused(text: str) -> None:
    """Neither the parser's stack nor ours is used up."""
    answer = parse(text)

    assert isinstance(answer, Problems)
    assert 1 == len(answer.found)


def test_a_long_file_is_read_in_time(head: str) -> None:
    """Two thousand workloads, each with a fault, and every fault is told."""
    text = head + "clusters: [{name: aks}]\nworkloads:\n"
    text += "".join(f"  - {{name: w-{n:04}, serviceAccount: ns/sa{n}, colour: x}}\n" for n in range(2000))
    before = time.process_time()
    answer = parse(text)

    assert isinstance(answer, Problems)
    assert 2000 == len(answer.found)
    assert time.process_time() - before < 10
