"""The one voice: nothing else in aksess prints.

Results go to standard output, one fact a line, fit for a pipe; everything else goes to standard error. An error is one
line that says what is wrong, and a hint with the next step. Colour only at a terminal that wants it (NO_COLOR).
A reader that has enough (``| head -1``) ends nothing that is being done. What somebody else wrote (a file, a program, a
token) cannot command the terminal: its control characters are shown.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO


def result(text: str = "") -> bool:
    """What was asked for; whether there is somebody left to read it."""
    return _write(sys.stdout, f"{text}\n")


def note(text: str) -> None:
    """Something that happened, beside the result."""
    _write(sys.stderr, f"aksess: {printable(text)}\n")


def step(text: str) -> None:
    """Something that is being done, of many, in the order in which it happens."""
    progress("")
    _write(sys.stderr, f"{printable(text)}\n")


def warning(text: str) -> None:
    """Something that a person should know, and that stopped nothing."""
    _write(sys.stderr, f"{_styled(sys.stderr, '33', 'warning:')} {printable(text)}\n")


def problem(text: str) -> None:
    """Something wrong in a file, with its place; several may follow one another before the error that ends it."""
    _write(sys.stderr, f"{printable(text)}\n")


def error(text: str, hint: str = "") -> None:
    """Why it did not work, and what to do."""
    _write(sys.stderr, f"{_styled(sys.stderr, '31', 'error:')} {printable(text)}\n")
    if hint:
        _write(sys.stderr, f"{_styled(sys.stderr, '36', 'hint:')} {printable(hint)}\n")


def printable(text: str) -> str:
    """Text with what a terminal would obey, and what is no text at all, written out; lines and tabs stay."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in "\n\t" else ascii(each)[1:-1] for each in text)


def styled(code: str, text: str) -> str:
    """Text for standard output in a style. code: of the terminal's SGR sequence, ``"1"`` for bold."""
    return _styled(sys.stdout, code, text)


def at_terminal() -> bool:
    """Whether somebody watches standard output."""
    return _is_terminal(sys.stdout)


def progress(text: str) -> None:
    """A line that the next one overwrites, where somebody watches; nothing elsewhere. Empty text removes it."""
    if at_terminal() and not _is_dumb():
        _write(sys.stdout, f"\r\x1b[2K{printable(text)}")


def _styled(stream: TextIO, code: str, text: str) -> str:
    wanted = _is_terminal(stream) and not os.environ.get("NO_COLOR") and not _is_dumb()
    return f"\x1b[{code}m{text}\x1b[0m" if wanted else text


def _is_dumb() -> bool:
    # A terminal that knows no control sequences.
    return os.environ.get("TERM") == "dumb"


def _is_terminal(stream: TextIO | None) -> bool:
    # None is the stream of a program that was started with it closed.
    return stream is not None and stream.isatty()


def _write(stream: TextIO, text: str) -> bool:
    try:
        print(_sayable(stream, text), file=stream, end="", flush=True)
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
        return False
    return True


def _sayable(stream: TextIO | None, text: str) -> str:
    # Names of files need not be text, and a stream may know fewer letters than we do.
    encoding = (stream and stream.encoding) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
