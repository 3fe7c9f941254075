"""``aksess``: the commands and their exit codes."""

from __future__ import annotations

import difflib
import itertools
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from aksess import __version__
from aksess.cli import say
from aksess.cli.exits import FAILED, INTERRUPTED, USAGE, CommandFailed

if TYPE_CHECKING:
    from cyclopts import App
    from cyclopts.exceptions import CycloptsError

# Name, what it does in a line, in the order of the help. Each is imported when it is typed.
COMMANDS: tuple[tuple[str, str], ...] = (
    ("demo", "Run the bundled example on this machine, in seconds."),
    ("init", "Write an aksess.yaml and the two Terraform roots that read it."),
    ("apply", "Apply both Terraform roots in order: to the local Azure, or to Azure."),
    ("destroy", "Destroy what both roots made, in reverse order."),
    ("up", "Start the local Azure in this directory."),
    ("down", "Stop the local Azure."),
    ("status", "Whether the local Azure is up, and its resources."),
    ("logs", "Every request and what was decided about it."),
    ("run", "Run a program inside it: as the operator, or as a pod."),
    ("play", "Run the pods of manifests inside it, without a control plane."),
    ("cluster", "The Kubernetes control planes of the local Azure's clusters."),
    ("rotate-keys", "Give a cluster's issuer a new signing key."),
    ("simulate", "Simulate Azure on a bad day: delays, throttling, outages, tokens that end."),
    ("schema", "The JSON Schema of aksess.yaml, for editors."),
    ("version", "The version of aksess."),
)
# Earlier names of commands.
RENAMED = {"switch": "simulate"}
# Options without a command.
GLOBAL = frozenset({"--help", "-h", "--version"})
STANDARD_INPUT = "/dev/stdin"
# Options of ``run`` that are followed by a value.
RUN_VALUES = frozenset({"--as", "--cluster", "--client-id", "--file", "-f", "--data"})


def application() -> App:
    """The command line. Nothing of a command is imported until it is typed."""
    from cyclopts import App, Parameter

    app = App(
        name="aksess",
        help="Workload identity for Azure Kubernetes Service: declare it, run it without Azure, explain it.",
        version=__version__,
        version_flags=["--version"],
        help_flags=["--help", "-h"],
        default_parameter=Parameter(show_default=False),
        suppress_keyboard_interrupt=False,
    )
    for name, help_ in COMMANDS:
        module = name.replace("-", "_")
        app.command(f"aksess.cli.commands.{module}:{module}", name=name, help=help_)
    return app


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(typed: list[str], app: Callable[[], App] = application) -> int:
    """Run one command line and return its exit code. Every error is printed as a sentence, not a traceback."""
    try:
        return _done(typed, app)
    except CommandFailed as failed:
        say.error(failed.message, failed.hint)
        return failed.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except SystemExit:
        # cyclopts exits like this if the reader of the help closes the pipe (`aksess --help | head -1`).
        return 0
    except OSError as error:
        say.error(f"{error.filename or 'the system'}: {error.strerror or error}.", "fix the cause and try again")
        return FAILED
    except Exception as error:
        if os.environ.get("AKSESS_TRACEBACK"):
            raise
        say.error(
            f"aksess itself failed ({type(error).__name__}: {' '.join(str(error).split())[:200]}).",
            "this is a defect of aksess: AKSESS_TRACEBACK=1 shows where, please report it",
        )
        return FAILED


def _done(typed: list[str], app: Callable[[], App]) -> int:
    _refuse_unknown(typed)
    words = _readable(typed)
    _refuse_empty(words)
    # Imported here, where Ctrl-C is handled already.
    from cyclopts.exceptions import CycloptsError

    try:
        done = app()(words, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        raise CommandFailed(_one_line(error), f"aksess {typed[0]} --help", USAGE) from error
    return done if isinstance(done, int) else 0


def _refuse_unknown(typed: list[str]) -> None:
    names = [name for name, _ in COMMANDS]
    if not typed or typed[0] in GLOBAL or typed[0] in names:
        return
    first = typed[0]
    if first.startswith("-"):
        raise CommandFailed(f"There is no option {first!r} before a command.", "aksess --help", USAGE)
    near = [RENAMED[first]] if first in RENAMED else difflib.get_close_matches(first, names, 1)
    raise CommandFailed(
        f"There is no command {first!r}.", f"did you mean {near[0]!r}?" if near else "aksess --help", USAGE
    )


def _readable(typed: list[str]) -> list[str]:
    """Make the words readable for cyclopts.

    ``run`` gets ``--`` before its program, so that an option of the program is never taken for one of ours.
    """
    if typed[:1] == ["play"]:
        # As kubectl names standard input; cyclopts takes a lone dash for an option.
        return [STANDARD_INPUT if each == "-" else each for each in typed]
    if typed[:1] != ["run"]:
        return typed
    at = 1
    while at < len(typed) and typed[at].startswith("-") and typed[at] != "--":
        at += 2 if typed[at] in RUN_VALUES else 1
    return typed if typed[at : at + 1] == ["--"] else [*typed[:at], "--", *typed[at:]]


def _refuse_empty(words: list[str]) -> None:
    """Refuse an empty argument: usually a shell variable that is not set, and not a request for the default."""
    ours = words[: words.index("--")] if "--" in words else words
    for before, word in itertools.pairwise(ours):
        option, is_, value = word.partition("=")
        if not word or (option.startswith("--") and is_ and not value):
            what = option or (before if before.startswith("-") else "An argument")
            raise CommandFailed(f"{what} is empty, expected a value.", f"aksess {words[0]} --help", USAGE)


def _one_line(error: CycloptsError) -> str:
    from cyclopts.exceptions import UnusedCliTokensError

    if isinstance(error, UnusedCliTokensError):
        return f"Found {' '.join(error.unused_tokens or ())!r}, which this command does not take."
    return " ".join(str(error).split())
