"""An existing cluster that stands in for a control plane."""

import base64
import json
import os
from pathlib import Path
from typing import Any

import pytest

from aksess.cluster.adoption import Adopted, CannotAdopt, Existing, look, matching, remember, remembered
from tests.unit.cluster.plans import plan

ADDRESS = Adopted("kind-widemo", "127.0.0.1", 38443)


def kubectl(folder: Path, view: Any, discovery: Any, code: int = 0) -> dict[str, str]:
    """A stand-in for kubectl; the environment in which it is found."""
    (folder / "view").write_text(json.dumps(view))
    (folder / "discovery").write_text(json.dumps(discovery))
    script = folder / "kubectl"
    script.write_text(
        f'#!/bin/sh\ncase "$*" in *view*) cat {folder}/view ;; *) cat {folder}/discovery ;; esac\n'
        f'echo "no context exists" >&2\nexit {code}\n'
    )
    script.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}


def test_a_context_is_asked_for_its_address_authority_and_issuer(tmp_path: Path, monkeypatch: Any) -> None:
    authority = base64.b64encode(b"PEM").decode()
    cluster = {"server": "https://127.0.0.1:38443", "certificate-authority-data": authority}
    environment = kubectl(tmp_path, {"clusters": [{"cluster": cluster}]}, {"issuer": "https://issuer/"})
    monkeypatch.setenv("PATH", environment["PATH"])

    assert Existing(ADDRESS, "https://issuer/", "PEM") == look("kind-widemo", environment)


@pytest.mark.parametrize(
    ("view", "code", "says"),
    [
        ({}, 1, "no context exists"),
        ({"clusters": []}, 0, "cannot be read"),
    ],
)
def test_an_answer_that_is_none_is_refused(tmp_path: Path, monkeypatch: Any, view: Any, code: int, says: str) -> None:
    environment = kubectl(tmp_path, view, {}, code)
    monkeypatch.setenv("PATH", environment["PATH"])

    with pytest.raises(CannotAdopt, match=says):
        look("kind-widemo", environment)


def test_without_kubectl_nothing_can_be_asked(tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CannotAdopt, match="no kubectl"):
        look("kind-widemo", {"PATH": str(tmp_path)})


def test_a_context_stands_in_for_the_cluster_of_its_issuer() -> None:
    plans = [plan(name="other", issuer="https://other/"), plan()]

    assert plans[1] == matching(Existing(ADDRESS, plan().issuer, ""), plans)


def test_an_issuer_that_is_no_clusters_is_refused_with_those_that_are() -> None:
    """A trailing slash is another issuer."""
    with pytest.raises(CannotAdopt, match=plan().issuer) as raised:
        matching(Existing(ADDRESS, plan().issuer.rstrip("/"), ""), [plan()])

    assert "kind-config" in raised.value.hint


def test_the_address_is_remembered_in_the_folder_of_the_cluster(tmp_path: Path) -> None:
    remember(tmp_path / "cluster", ADDRESS)

    assert ADDRESS == remembered(tmp_path / "cluster")
    assert remembered(tmp_path) is None
