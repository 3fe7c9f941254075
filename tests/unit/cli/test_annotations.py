"""What a service account's annotations say, wherever they are declared."""

from pathlib import Path

import pytest

from aksess.chain.annotations import CLIENT_ID, EXPIRATION
from aksess.cli.annotations import annotations_of
from aksess.cli.exits import CommandFailed

MANIFEST = """\
apiVersion: v1
kind: Namespace
metadata: {name: widemo}
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: sa
  namespace: widemo
  annotations: {azure.workload.identity/client-id: one}
"""
ACCOUNT = '{"kind": "ServiceAccount", "metadata": {"name": "sa", "annotations": {"a": "1", "b": null}}}'
LISTED = f'{{"kind": "List", "items": [{ACCOUNT}]}}'
MODEL = """\
aksess: 1
location: westeurope
resourceGroup: widemo
clusters: [{name: widemo-aks}]
workloads:
  - {name: wi-web, serviceAccount: widemo/web}
  - {name: wi-api, identity: shared, serviceAccounts: [widemo/other, widemo/sa], tokenExpiration: 7200}
"""


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("sa.yaml", MANIFEST, {CLIENT_ID: "one"}),
        ("sa.json", LISTED, {"a": "1", "b": ""}),
        ("aksess.yaml", MODEL, {CLIENT_ID: "shared", EXPIRATION: "7200"}),
    ],
)
def test_an_annotation_is_found_where_it_is_declared(
    tmp_path: Path, name: str, text: str, wanted: dict[str, str]
) -> None:
    """In manifests, lists of them, and aksess.yaml; in the file or in the folder that was named."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / name).write_text(text)

    assert wanted == annotations_of("widemo", "sa", [tmp_path / "deep" / name])
    assert wanted == annotations_of("widemo", "sa", [tmp_path])


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (MANIFEST.replace("name: sa", "name: other"), "widemo/sa"),
        (MODEL.replace("/sa]", "/us]"), "widemo/sa"),
        ("a: [", "is not YAML"),
        ("[" * 10_000, "nested deeper than any manifest"),
        ("kind: List\nitems: 5\n", "widemo/sa"),
        ("- kind: ServiceAccount\n", "widemo/sa"),
        ("", "widemo/sa"),
        (MANIFEST.replace(": one", ": 7200"), f'annotation {CLIENT_ID} is not a string: found 7200, expected "7200"'),
        (MANIFEST.replace(": one", ": true"), 'found true, expected "true"'),
        (MANIFEST.replace("{azure.workload.identity/client-id: one}", "[one]"), "widemo/sa are not a map"),
        ("kind: ServiceAccount\nmetadata: sa\n", "widemo/sa"),
    ],
)
def test_what_is_not_declared_or_not_readable_is_said(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "sa.yaml").write_text(text)
    with pytest.raises(CommandFailed, match=says) as stop:
        annotations_of("widemo", "sa", [tmp_path / "sa.yaml"])

    assert 2 == stop.value.code


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandFailed, match="nowhere"):
        annotations_of("widemo", "sa", [tmp_path / "nowhere"])


def test_an_aksess_yaml_with_errors_tells_all_of_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "aksess.yaml").write_text("aksess: 1\nworkloads: {}\n")
    with pytest.raises(CommandFailed, match="has 3 errors"):
        annotations_of("widemo", "sa", [tmp_path / "aksess.yaml"])

    assert "aksess.yaml:2:12: `workloads` is a mapping, expected a list" in capsys.readouterr().err
