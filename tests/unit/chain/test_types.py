"""Subjects, as tokens and federated credentials spell them."""

from __future__ import annotations

import pytest

from aksess.chain import Subject


def test_a_subject_is_spelled_as_kubernetes_does() -> None:
    """Namespace, then name."""
    assert "system:serviceaccount:widemo:wi-demo-sa" == str(Subject.of("widemo", "wi-demo-sa"))


def test_what_is_spelled_is_read_back() -> None:
    """Parsing undoes printing."""
    subject = Subject.of("widemo", "wi-demo-sa")

    assert subject == Subject.parse(str(subject))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "system:serviceaccount:widemo",
        "system:serviceaccount:widemo:",
        "system:serviceaccount::wi-demo-sa",
        "system:serviceaccount:widemo:a:b",
        "System:serviceaccount:widemo:wi-demo-sa",
        "repo:octo/app:ref:refs/heads/main",
        " system:serviceaccount:widemo:wi-demo-sa",
    ],
)
def test_what_names_no_service_account_is_no_subject(text: str) -> None:
    """Nothing is guessed."""
    assert Subject.parse(text) is None
