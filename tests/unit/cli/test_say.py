"""The one voice: to people, pipes and terminals."""

import io
from contextlib import redirect_stdout

import pytest

from aksess.cli import say
from aksess.cli.event_log import as_line

EVENT = (
    '{"time":0,"id":"","took":0,"status":401,"service":"entra","client":"operator","operation":"token","method":"POST","host":"h",'
    '"path":"/p","decision":{"found":"a\\nb\\u001b[2J"}}'
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, ünï and 🚀", "plain, ünï and 🚀"),
        ("a\x1b[31mb\x07\r", r"a\x1b[31mb\x07\r"),
        ("right \u202e left", r"right \u202e left"),
        ("no text: \udcff", r"no text: \udcff"),
        ("two\n\tlines", "two\n\tlines"),
    ],
)
def test_what_somebody_else_wrote_cannot_command_a_terminal(text: str, shown: str) -> None:
    assert shown == say.printable(text)


def test_problems_of_a_file_are_shown_so(capsys: pytest.CaptureFixture[str]) -> None:
    say.problem("aksess.yaml:2:11: `location` is `\x1b[2J`")

    assert r"`\x1b[2J`" in capsys.readouterr().err


def test_an_event_stays_one_line() -> None:
    """Whoever presents a token chooses what is in it."""
    assert as_line(EVENT).endswith(r"found a\nb\x1b[2J")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "utf-8"])
def test_what_a_stream_cannot_write_is_written_out(encoding: str) -> None:
    """Names of files that are no text, and terminals of another time."""
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding=encoding)
    with redirect_stdout(stream):
        said = say.result("… \udcff")

    assert said
    assert written.getvalue().endswith(rb"\udcff" + b"\n")
