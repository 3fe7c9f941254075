"""The cycle that every configuration goes through: made, unchanged, changed in place, imported, gone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.conformance.terraform.leftovers import everything
from tests.conformance.terraform.quirks import explained, import_id
from tests.conformance.terraform.workspace import Workspace


def whole(space: Workspace) -> None:
    """Create, plan, update in place, plan, import into a state of nothing, plan, destroy: nothing is left."""
    before = everything(space.azure)
    space.init()
    made_and_changed(space)
    imported(space)
    space.destroy(round="2")

    after = everything(space.azure)
    assert before == after, after


def made_and_changed(space: Workspace) -> None:
    """Round 1 and round 2, an empty plan after each; round 2 replaces nothing."""
    space.apply(round="1")
    space.empty_plan(round="1")
    changed = space.apply(round="2")
    space.empty_plan(round="2")

    deleted = sorted(_deleted(changed))
    assert [] == deleted, deleted


def imported(space: Workspace) -> None:
    """Everything in the state is found again from its ids alone, and the plan has nothing to change."""
    resources = list(_managed(space.show()["values"]["root_module"]))
    (space.folder / "terraform.tfstate").rename(space.folder / "before.tfstate")
    blocks = [
        f'import {{\n  to = {each["address"]}\n  id = "{import_id(each)}"\n}}\n'
        for each in resources
        if import_id(each)
    ]
    (space.folder / "imports.tf").write_text("\n".join(blocks))
    plan = space.plan(round="2")
    (space.folder / "imports.tf").unlink()

    changes = explained(plan)
    assert {} == changes, changes
    space.apply_saved()
    space.empty_plan(round="2")


def _deleted(events: list[dict[str, Any]]) -> Iterator[str]:
    for event in events:
        if event.get("type") == "apply_complete" and event["hook"]["action"] == "delete":
            yield event["hook"]["resource"]["addr"]


def _managed(module: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield from (each for each in module.get("resources", ()) if each["mode"] == "managed")
