"""Both roots in order."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from aksess.terraform.both import Finished, Roots, Skipped, Stopped
from aksess.terraform.steps import Failed
from tests.unit.terraform.conftest import Script

CLUSTER = ['{"kube": {"value": {"widemo-aks": {"host": "https://api.test:443"}}}}']
Calls = Callable[[], list[list[str]]]


def roots(tmp_path: Path, scripted: Script, script: dict[str, Any], why: str | None = None) -> Roots:
    for name in ("infra", "workloads"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").touch()
    return Roots(tmp_path, scripted(script), {}, lambda root, line: None, lambda url: why)


def test_the_infrastructure_comes_first(tmp_path: Path, scripted: Script, calls: Calls) -> None:
    reports = roots(tmp_path, scripted, {"output": {"lines": CLUSTER}}).apply()

    assert ["infra", "workloads"] == [report.root for report in reports]
    steps = [(folder, step) for folder, step, *_ in calls() if step != "output"]
    assert [(root, step) for root in ("infra", "workloads") for step in ("init", "plan", "apply")] == steps


def test_the_first_error_stops_everything(tmp_path: Path, scripted: Script, calls: Calls) -> None:
    reports = roots(tmp_path, scripted, {"infra plan": {"lines": ["no"], "exit": 1}}).apply()

    assert [Stopped("infra", Failed("plan", "no", 1))] == reports
    assert [["infra", "init"], ["infra", "plan"]] == [call[:2] for call in calls()]


def test_without_an_api_server_the_rest_is_done_and_said(tmp_path: Path, scripted: Script) -> None:
    reports = roots(tmp_path, scripted, {"output": {"lines": CLUSTER}}, why="nobody answers").apply()

    assert [Finished("infra", (0, 0, 0)), Skipped("workloads", "nobody answers")] == reports


def test_destroying_goes_the_other_way_round(tmp_path: Path, scripted: Script) -> None:
    made = roots(tmp_path, scripted, {"output": {"lines": CLUSTER}})
    (tmp_path / "workloads" / "terraform.tfstate").touch()

    assert ["workloads", "infra"] == [report.root for report in made.destroy()]


def test_what_was_never_applied_is_not_destroyed(tmp_path: Path, scripted: Script) -> None:
    reports = roots(tmp_path, scripted, {}).destroy()

    assert Skipped("workloads", "it was never applied") == reports[0]


def test_a_missing_root_is_named(tmp_path: Path, scripted: Script) -> None:
    made = roots(tmp_path, scripted, {})
    (tmp_path / "workloads" / "main.tf").unlink()

    assert ["workloads"] == made.missing()
