"""Entra's token for AKS, as kubectl's plugin hands it over."""

import json

import pytest

from aksess.cluster.sign_in import Secret, Token, exec_credential


@pytest.mark.parametrize(
    ("asked", "version"),
    [
        ("", "client.authentication.k8s.io/v1"),
        ('{"apiVersion": "client.authentication.k8s.io/v1beta1"}', "client.authentication.k8s.io/v1beta1"),
        ("{}", "client.authentication.k8s.io/v1"),
        ("no json", "client.authentication.k8s.io/v1"),
    ],
)
def test_the_answer_has_the_version_of_the_question(asked: str, version: str) -> None:
    made = json.loads(exec_credential(Token("secret", 1_760_000_000.0), asked))

    assert (version, "ExecCredential") == (made["apiVersion"], made["kind"])
    assert {"token": "secret", "expirationTimestamp": "2025-10-09T08:53:20Z"} == made["status"]


def test_no_secret_is_shown() -> None:
    assert "hush" not in repr(Secret("id", "hush")) + repr(Token("hush", 1.0))
