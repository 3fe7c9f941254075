"""Both roots in order."""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aksess.terraform.both_roots import Finished, Roots, Skipped, Stopped
from aksess.terraform.steps import Failed
from tests.unit.terraform.conftest import Script

OUTPUTS = {
    "kube": {"value": {"widemo-aks": {"host": "https://api.test:443"}}},
    "subscription_id": {"value": "11111111-1111-4111-8111-111111111111"},
}
CLUSTER = [json.dumps(OUTPUTS)]
STATE = {"lines": [{"format_version": "1.0", "values": {"root_module": {}}}]}
Calls = Callable[[], list[list[str]]]


def roots(
    tmp_path: Path, scripted: Script, script: dict[str, Any], why: str | None = None, subscription: str = ""
) -> Roots:
    for name in ("infra", "workloads"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "main.tf").touch()
    return Roots(tmp_path, scripted(script), {}, lambda root, line: None, lambda url: why, subscription)


def test_the_infrastructure_comes_first(tmp_path: Path, scripted: Script, calls: Calls) -> None:
    reports = roots(tmp_path, scripted, {"output": {"lines": CLUSTER}}).apply()

    assert ["infra", "workloads"] == [report.root for report in reports]
    steps = [(folder, step) for folder, step, *_ in calls() if step not in ("output", "show")]
    assert [(root, step) for root in ("infra", "workloads") for step in ("init", "plan", "apply")] == steps


def test_the_first_error_stops_everything(tmp_path: Path, scripted: Script, calls: Calls) -> None:
    reports = roots(tmp_path, scripted, {"infra plan": {"lines": ["no"], "exit": 1}}).apply()

    assert [Stopped("infra", Failed("plan", "no", 1))] == reports
    assert ["init", "plan"] == [step for _, step, *_ in calls() if step != "output"]
    assert {"infra"} == {folder for folder, *_ in calls()}


def test_without_an_api_server_the_rest_is_done_and_said(tmp_path: Path, scripted: Script) -> None:
    reports = roots(tmp_path, scripted, {"output": {"lines": CLUSTER}}, why="nobody answers").apply()

    assert [Finished("infra", (0, 0, 0)), Skipped("workloads", "nobody answers")] == reports


def test_destroying_goes_the_other_way_round(tmp_path: Path, scripted: Script, calls: Calls) -> None:
    reports = roots(tmp_path, scripted, {"output": {"lines": CLUSTER}, "show": STATE}).destroy()

    assert ["workloads", "infra"] == [report.root for report in reports]
    plans = [(folder, arguments) for folder, step, *arguments in calls() if step == "plan"]
    assert [("workloads", True), ("infra", True)] == [(folder, "-destroy" in said) for folder, said in plans]


def test_what_is_in_no_state_is_not_destroyed(tmp_path: Path, scripted: Script) -> None:
    script = {"output": {"lines": CLUSTER}, "infra show": STATE}

    reports = roots(tmp_path, scripted, script).destroy()

    assert [Skipped("workloads", "there is nothing in its state"), Finished("infra", (0, 0, 0))] == reports


def test_a_state_of_another_subscription_is_left_alone(tmp_path: Path, scripted: Script, calls: Calls) -> None:
    """The local Azure's state is not Azure's: a plan of one against the other would make everything again."""
    made = roots(
        tmp_path, scripted, {"output": {"lines": CLUSTER}}, subscription="22222222-2222-4222-8222-222222222222"
    )

    (report,) = made.apply()

    assert isinstance(report, Stopped)
    assert "belongs to subscription 11111111-1111-4111-8111-111111111111" in report.failed.words
    assert ["init", "output"] == [step for _, step, *_ in calls()]


def test_a_state_that_cannot_be_read_stops_everything(tmp_path: Path, scripted: Script) -> None:
    """Neither is its subscription known, nor whether there is anything to destroy."""
    away: dict[str, Any] = {"warned": ["Error: no such host"], "exit": 1}
    scripts: list[dict[str, Any]] = [{"output": away}, {"output": {"lines": CLUSTER}, "workloads show": away}]
    for number, script in enumerate(scripts):
        folder = tmp_path / str(number)
        folder.mkdir()
        report = roots(folder, scripted, script).destroy()[-1]

        assert isinstance(report, Stopped)
        assert "Error: no such host" == report.failed.words


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_a_root_that_cannot_be_read_is_not_said_to_be_missing(tmp_path: Path, scripted: Script) -> None:
    made = roots(tmp_path, scripted, {})
    (tmp_path / "infra").chmod(0)

    with pytest.raises(PermissionError, match="infra"):
        made.missing()


def test_a_missing_root_is_named(tmp_path: Path, scripted: Script) -> None:
    made = roots(tmp_path, scripted, {})
    (tmp_path / "workloads" / "main.tf").unlink()

    assert ["workloads"] == made.missing()
