"""One root, step by step."""

from pathlib import Path
from typing import Any

import pytest

from aksess.terraform.steps import Completed, Failed, Root
from tests.unit.terraform.conftest import Script

SUMMARY = {
    "type": "change_summary",
    "@message": "Plan: 2 to add, 1 to change, 0 to destroy.",
    "changes": {"add": 2, "change": 1, "remove": 0},
}
ERROR = {
    "type": "diagnostic",
    "@message": "Error: …",
    "diagnostic": {
        "severity": "error",
        "summary": "creating Vault",
        "detail": "403 (Forbidden): AuthorizationFailed",
        "range": {"filename": "vaults.tf", "start": {"line": 12}},
    },
}


def root(tmp_path: Path, scripted: Script, script: dict[str, Any]) -> tuple[Root, list[str]]:
    line_read: list[str] = []
    return Root(tmp_path, scripted(script), {}, line_read.append), line_read


def test_a_plan_says_what_it_would_change(tmp_path: Path, scripted: Script) -> None:
    made, line_read = root(tmp_path, scripted, {"plan": {"lines": [SUMMARY]}})

    assert Completed((2, 1, 0)) == made.plan()
    assert ["terraform plan", "Plan: 2 to add, 1 to change, 0 to destroy."] == line_read


def test_a_failure_carries_the_providers_words_and_the_place(tmp_path: Path, scripted: Script) -> None:
    made, _ = root(tmp_path, scripted, {"apply": {"lines": [ERROR], "exit": 1}})

    outcome = made.apply()

    assert Failed("apply", "creating Vault\n  vaults.tf:12\n403 (Forbidden): AuthorizationFailed", 1) == outcome


def test_what_was_planned_is_said_once(tmp_path: Path, scripted: Script) -> None:
    """The apply of a saved plan says the plan again; ids are for machines."""
    planned = {"type": "planned_change", "@message": "azurerm_key_vault.this: Plan to create"}
    made = {"type": "apply_complete", "@message": "azurerm_key_vault.this: Creation complete after 2m0s [id=/x]"}
    space, line_read = root(tmp_path, scripted, {"plan": {"lines": [planned]}, "apply": {"lines": [planned, made]}})

    space.plan()
    space.apply()

    assert planned["@message"] == line_read[1]
    assert ["terraform apply", "azurerm_key_vault.this: Creation complete after 2m0s"] == line_read[2:]


def test_words_that_are_no_json_are_not_lost(tmp_path: Path, scripted: Script) -> None:
    """A provider that dies prints a stack and not an event."""
    made, _ = root(tmp_path, scripted, {"plan": {"lines": ["panic: plugin died"], "exit": 2}})

    assert Failed("plan", "panic: plugin died", 2) == made.plan()


@pytest.mark.parametrize("line", ["[]", "7", "null", "not json"])
def test_words_of_a_wrapper_are_not_taken_for_terraforms(tmp_path: Path, scripted: Script, line: str) -> None:
    """Whatever stands in front of Terraform may print, too."""
    made, _ = root(tmp_path, scripted, {"plan": {"lines": [line, SUMMARY]}, "output": {"lines": [line]}})

    assert Completed((2, 1, 0)) == made.plan()
    assert Failed("output", f"found {line!r}, expected a JSON object", 0) == made.outputs()


def test_a_failure_without_a_word_says_how_it_ended(tmp_path: Path, scripted: Script) -> None:
    made, _ = root(tmp_path, scripted, {"init": {"exit": 3}})

    assert Failed("init", "It ended with exit code 3 and said nothing.", 3) == made.init()


def test_the_plan_file_is_deleted_after_the_apply(tmp_path: Path, scripted: Script) -> None:
    """It can hold values."""
    made, _ = root(tmp_path, scripted, {})
    (tmp_path / "aksess.tfplan").write_text("plan")

    made.apply()

    assert not (tmp_path / "aksess.tfplan").exists()


def test_outputs_are_values(tmp_path: Path, scripted: Script) -> None:
    """Without type and sensitivity."""
    made, _ = root(tmp_path, scripted, {"output": {"lines": ['{"tenant_id": {"value": "t"}}']}})

    assert {"tenant_id": "t"} == made.outputs()


def test_a_warning_is_no_part_of_the_outputs(tmp_path: Path, scripted: Script) -> None:
    """Terraform warns of its own configuration file before whatever it was asked for."""
    said = {"warned": ["Warning: Unable to open CLI configuration file"], "lines": ['{"tenant_id": {"value": "t"}}']}
    made, _ = root(tmp_path, scripted, {"output": said})

    assert {"tenant_id": "t"} == made.outputs()


def test_a_root_without_a_state_is_empty(tmp_path: Path, scripted: Script) -> None:
    made, _ = root(tmp_path, scripted, {})

    assert ({}, True) == (made.outputs(), made.is_empty())


def test_a_state_that_cannot_be_read_is_no_empty_one(tmp_path: Path, scripted: Script) -> None:
    """A backend that is away: its words, and nothing is taken for gone."""
    away = {"warned": ["Error: no such host"], "exit": 1}
    made, _ = root(tmp_path, scripted, {"output": away, "show": away})

    assert Failed("output", "Error: no such host", 1) == made.outputs()
    assert Failed("show", "Error: no such host", 1) == made.is_empty()
