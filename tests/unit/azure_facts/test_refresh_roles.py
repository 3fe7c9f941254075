"""The tool that refreshes the built-in roles."""

from __future__ import annotations

import json
from pathlib import Path

from tools.refresh_roles import TARGET, read_source, render

ROLE = {
    "assignableScopes": ["/"],
    "description": "acr pull",
    "name": "7F951DDA-4ed3-4680-a7ca-43fe172d538d",
    "permissions": [{"actions": ["a/b/read"], "notActions": [], "condition": None, "dataActions": []}],
    "roleName": "AcrPull",
    "roleType": "BuiltInRole",
}
COMPACT = {
    "name": "7f951dda-4ed3-4680-a7ca-43fe172d538d",
    "roleName": "AcrPull",
    "description": "acr pull",
    "permissions": [{"actions": ["a/b/read"]}],
}


def test_the_output_of_az_is_read_without_custom_roles(tmp_path: Path) -> None:
    """Only built-in roles are facts about Azure."""
    source = tmp_path / "roles.json"
    source.write_text(json.dumps([ROLE, {**ROLE, "roleType": "CustomRole"}]))

    assert [ROLE] == list(read_source(source))


def test_the_json_blocks_of_a_folder_of_pages_are_read(tmp_path: Path) -> None:
    """Microsoft Learn has one block for each role; tables and other files are passed over."""
    (tmp_path / "containers.md").write_text(f"## AcrPull\n\n| a | b |\n\n```json\n{json.dumps(ROLE)}\n```\n\ntext\n")
    (tmp_path / "notes.txt").write_text("```json\nnothing\n```\n")

    assert [ROLE] == list(read_source(tmp_path))


def test_a_role_is_written_on_one_line_and_a_later_source_wins() -> None:
    """Empty members are left out."""
    text = render([{**ROLE, "description": "old"}, ROLE])

    assert [COMPACT] == json.loads(text)
    assert 3 == len(text.splitlines())


def test_the_committed_file_is_as_the_tool_writes_it() -> None:
    """Nobody edits it by hand."""
    roles = [{**role, "roleType": "BuiltInRole"} for role in json.loads(TARGET.read_text(encoding="utf-8"))]

    assert render(roles) == TARGET.read_text(encoding="utf-8")
