"""The command line as a whole."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from cyclopts import App

from aksess.cli import main
from tests.cli.conftest import PROGRAM, Shell

# What costs time or memory, and a person who asks for help does not need.
HEAVY = ("aksess.cloud.server", "aksess.cloud.cloud", "cryptography", "httptools", "httpx", "yaml", "uvloop", "azure")


def test_help_imports_nothing_heavy() -> None:
    program = (
        "import sys; from aksess.cli.main import run\n"
        "try: run(['--help'])\nexcept SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "[]" == ran.stderr.strip()
    assert "rotate-keys" in ran.stdout


@pytest.mark.parametrize(("typed", "meant"), [("upp", "up"), ("stauts", "status"), ("rotate-key", "rotate-keys")])
def test_an_unknown_command_suggests_the_nearest(shell: Shell, typed: str, meant: str) -> None:
    ran = shell.type(typed)

    assert 2 == ran.code
    assert f"hint: did you mean '{meant}'?\n" in ran.err


@pytest.mark.parametrize(
    "words",
    [
        ["up", "--throttle", "much"],
        ["up", "--throttle", "-1"],
        ["up", "--throttle", "0.5"],
        ["up", "--propagation-delay", "inf"],
        ["simulate", "--clock-ahead", "1e300"],
        ["simulate", "--clock-ahead", "nan"],
        ["simulate", "--jwks-cache", "-1"],
        ["version", "extra"],
        ["up", "--nonsense"],
        ["up", "extra"],
        ["rotate-keys"],
        ["logs", "--follow=maybe"],
        ["--nonsense"],
        ["-x"],
        [""],
        ["run", "--cluster", "widemo-aks", "--", "true"],
        ["run", "--client-id", "wi-api", "--", "true"],
        ["run", "-f", "k8s", "--", "true"],
        ["up", "--data", "/dev/null"],
        ["up", "--data", ""],
        ["up", "--apply="],
        ["rotate-keys", ""],
        ["init", ""],
        ["run", "--as", "", "--", "true"],
        ["run", "--as=", "true"],
        ["run", "--as", "widemo/wi-demo-sa", "--client-id", "", "--", "true"],
        ["run", "--data", "\udcff", "--", "true"],
    ],
)
def test_what_is_typed_wrongly_is_exit_code_2_and_one_line(shell: Shell, words: list[str]) -> None:
    ran = shell.type(*words)

    assert 2 == ran.code
    assert 1 == sum(line.startswith("error: ") for line in ran.err.splitlines())
    assert "Traceback" not in ran.err


def test_an_empty_word_stands_for_nothing(shell: Shell) -> None:
    """``--as "$POD"`` with no POD must not be the operator."""
    ran = shell.type("run", "--as", "", "--", "printenv", "ARM_CLIENT_SECRET")

    assert "" == ran.out
    assert "error: --as is empty, expected a value.\nhint: aksess run --help\n" == ran.err


@pytest.mark.parametrize("typed", ["--nonsense", "", "nonsense"])
def test_the_hint_is_a_command_that_helps(shell: Shell, typed: str) -> None:
    """It can be typed literally."""
    assert "hint: aksess --help\n" in shell.type(typed).err


def test_ctrl_c_is_awaited_before_anything_is_imported() -> None:
    """What is imported when the program starts takes no time in which Ctrl-C would give a traceback."""
    program = "import sys, aksess.cli.main; print('cyclopts' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert "False\n" == ran.stdout


def test_closed_streams_are_nobodys_business(shell: Shell) -> None:
    """As where cron or a supervisor starts it."""
    ran = subprocess.run(f"{PROGRAM} up <&- >&- 2>&-", shell=True, cwd=shell.folder, env=shell.environment, check=False)

    assert (0, 0) == (ran.returncode, shell.type("status").code)
    assert 2 == subprocess.run(f"{PROGRAM} nonsense 2>&-", shell=True, check=False).returncode


def test_a_working_directory_that_is_gone_is_said_so(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ran = subprocess.run(
        f"rmdir {gone}; {PROGRAM} status", cwd=gone, shell=True, capture_output=True, text=True, check=False
    )

    assert (2, "error: The working directory is not there any more.\nhint: go to another one\n") == (
        ran.returncode,
        ran.stderr,
    )


def test_the_version_is_the_packages(shell: Shell) -> None:
    from aksess import __version__

    assert f"{__version__}\n" == shell.type("version").out == shell.type("--version").out


def test_the_schema_is_json(shell: Shell) -> None:
    assert "aksess.yaml" == json.loads(shell.type("schema").out)["title"]


@pytest.mark.parametrize("words", ["schema", "--help", "up --help", "version"])
def test_a_reader_that_has_enough_is_no_error(shell: Shell, words: str) -> None:
    """``aksess schema | head -1`` ends quietly."""
    ran = subprocess.run(
        f"({PROGRAM} {words}; echo $? >&2) | true", shell=True, capture_output=True, text=True, check=False
    )

    assert ("", "0\n") == (ran.stdout, ran.stderr)


def test_a_defect_of_ours_is_one_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    """It says that it is ours, and how to see more."""
    broken = App()

    @broken.command
    def version() -> None:
        raise ZeroDivisionError("division by zero")

    code = main.run(["version"], lambda: broken)
    said = capsys.readouterr().err.splitlines()

    assert (1, 2) == (code, len(said))
    assert "ZeroDivisionError" in said[0]
    assert "AKSESS_TRACEBACK" in said[1]
