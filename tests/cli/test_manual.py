"""The manual of the command line and the program say the same."""

import re
from pathlib import Path

import pytest

from aksess.cli import exits
from aksess.cli.commands.cluster import COMMANDS as CLUSTER_COMMANDS
from aksess.cli.main import COMMANDS
from tests.cli.conftest import Shell

MANUAL = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
GENERAL = {"--help", "--version"}


def part(command: str) -> str:
    """The manual's section about a command."""
    sections = re.split(r"^## ", MANUAL.read_text(), flags=re.MULTILINE)
    return next(section for section in sections if f"aksess {command}" in section.partition("\n")[0])


@pytest.mark.parametrize("command", [name for name, _ in COMMANDS])
def test_every_option_of_a_command_is_in_its_section(shell: Shell, command: str) -> None:
    """And the section names none that the command has not got."""
    typed = [(command, name) for name, _ in CLUSTER_COMMANDS] if command == "cluster" else [(command,)]
    known = {option for words in typed for option in OPTION.findall(shell.type(*words, "--help").out)} - GENERAL
    documented = set(OPTION.findall(part(command))) - GENERAL

    assert known <= documented | {"--data"}
    # One section describes three commands.
    assert documented <= known | ({"--target"} if command in ("init", "apply", "destroy") else set())


def test_every_exit_code_is_in_the_manual() -> None:
    codes = {value for name, value in vars(exits).items() if name.isupper()}

    assert codes <= {int(found) for found in re.findall(r"^\| (\d+)", MANUAL.read_text(), flags=re.MULTILINE)}
