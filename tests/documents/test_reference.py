"""What the reference lists is what there is: variables, members, fields, errors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from aksess.chain import Link
from aksess.inject.contract import ENV_AUTHORITY_HOST, ENV_CLIENT_ID, ENV_TENANT_ID, ENV_TOKEN_FILE
from aksess.pods.environment import Operator, ProxySettings, operator_environment, pod_environment
from aksess.pods.trust import Trust
from aksess.testing import LocalAzure, ServerThread, plugin
from aksess.wire.events import Decision, Event, SignIn
from tests.architecture.tree import ROOT, sources

REFERENCE = ROOT / "docs" / "reference"
CODED = re.compile(r"`([^`\n]+)`")
SOURCE = "\n".join(path.read_text() for path in sources())


def first_cells(page: str, section: str) -> set[str]:
    """What is coded in the first column of the tables of a section."""
    text = re.split(rf"^##* {re.escape(section)}$", (REFERENCE / page).read_text(), flags=re.MULTILINE)[1]
    rows = re.findall(r"^\| ([^|]*) \|", re.split(r"^##* ", text, flags=re.MULTILINE)[0], flags=re.MULTILINE)
    return {found for row in rows for found in CODED.findall(row)}


def place() -> ProxySettings:
    """Somewhere."""
    here = Path("/here")
    return ProxySettings(1234, Trust(here, here, here, here), here)


def test_the_variables_of_the_operator_are_listed() -> None:
    """All of them, and no other."""
    everybody, operators = (
        first_cells("environment.md", "For everybody"),
        first_cells("environment.md", "For the operator"),
    )
    set_here = operator_environment({}, place(), Operator("tenant", "subscription", "client", "secret"))

    assert set(set_here) == everybody | operators


def test_the_variables_of_a_pod_are_listed() -> None:
    """Those of everybody, what admission gives and what keeps the user's own away."""
    injected = dict.fromkeys((ENV_CLIENT_ID, ENV_TENANT_ID, ENV_TOKEN_FILE, ENV_AUTHORITY_HOST), "")
    everybody, pods = first_cells("environment.md", "For everybody"), first_cells("environment.md", "For a pod")

    assert set(pod_environment({}, place(), injected)) == everybody | pods


def test_what_is_said_to_be_taken_away_is() -> None:
    """Nothing of anybody's real Azure reaches the program."""
    text = (REFERENCE / "environment.md").read_text().partition("are taken away")[2].partition("stay")[0]
    names = [found.replace("*", "TOKEN") for found in CODED.findall(text.rpartition("`AZURE_…_URL`")[0])]
    own = dict.fromkeys([*names, "ALL_PROXY", "all_proxy"], "mine")

    assert len(names) > 10
    assert [] == [name for name, value in pod_environment(own, place(), {}).items() if value == "mine"]


def test_the_members_of_a_local_azure_are_listed() -> None:
    """Those that tests may use."""
    listed = {name.partition("(")[0] for name in first_cells("python-api.md", "`LocalAzure`")}
    there = {name for name in vars(LocalAzure) if not name.startswith("_")}

    assert set() == there - listed
    assert ServerThread.__name__ in (REFERENCE / "python-api.md").read_text()


def test_the_fixtures_are_listed() -> None:
    """By their names."""
    assert {name for name in ("local_azure", "aksess_server") if hasattr(plugin, name)} == first_cells(
        "python-api.md", "pytest"
    )


def test_the_fields_of_an_event_are_listed() -> None:
    """All of them, and no other."""
    assert set(Event.__struct_fields__) == first_cells("events.md", "Events")


@pytest.mark.parametrize(("kind", "heading"), [(Decision, "`decision`"), (SignIn, "`sign_in`")])
def test_the_fields_of_a_decision_are_listed(kind: type[Decision] | type[SignIn], heading: str) -> None:
    """All of them, and no other."""
    assert set(kind.__struct_fields__) == first_cells("events.md", heading)


@pytest.mark.parametrize(
    "row", re.findall(r"^\| \d{3} \| (.*?) \|", (REFERENCE / "errors.md").read_text(), re.MULTILINE)
)
def test_an_error_that_is_listed_is_one_of_the_program(row: str) -> None:
    """Its code or text stands in the source."""
    assert [] == [code for code in CODED.findall(row) if code not in SOURCE]


def test_every_link_of_the_chain_is_explained() -> None:
    """In the order of the walk."""
    text = (ROOT / "docs" / "explanation" / "chain.md").read_text()
    told = re.findall(r"^\| \d+ \| ([a-z ]+) \|", text, re.MULTILINE)

    assert [str(link) for link in Link] == told
