"""Output to the user: no other module prints.

Results go to standard output, one fact per line, ready for a pipe; everything else goes to standard error. An error is
one line that says what is wrong, and a hint with the next step. Colour only at a terminal that wants it (NO_COLOR).
If the reader of a pipe leaves (``| head -1``), the command goes on. Control characters in text from files, programs and
tokens are escaped, so that they cannot control the terminal.
"""

from __future__ import annotations

import os
import sys
from typing import TextIO


def result(text: str = "") -> bool:
    """Print a result; return False if the reader has closed the pipe."""
    return _write(sys.stdout, f"{text}\n")


def note(text: str) -> None:
    """Print a remark to standard error."""
    _write(sys.stderr, f"aksess: {printable(text)}\n")


def step(text: str) -> None:
    """Print one of several steps when it begins."""
    progress("")
    _write(sys.stderr, f"{printable(text)}\n")


def warning(text: str) -> None:
    """Print a warning: the command goes on."""
    _write(sys.stderr, f"{_styled(sys.stderr, '33', 'warning:')} {printable(text)}\n")


def problem(text: str) -> None:
    """Print one problem of a file, with its position; the error that ends the command follows."""
    _write(sys.stderr, f"{printable(text)}\n")


def error(text: str, hint: str = "") -> None:
    """Print why the command failed, and the next step."""
    _write(sys.stderr, f"{_styled(sys.stderr, '31', 'error:')} {printable(text)}\n")
    if hint:
        _write(sys.stderr, f"{_styled(sys.stderr, '36', 'hint:')} {printable(hint)}\n")


def printable(text: str) -> str:
    """Return text with control characters and undecodable bytes escaped; newlines and tabs are kept."""
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in "\n\t" else ascii(each)[1:-1] for each in text)


def styled(code: str, text: str) -> str:
    """Return text for standard output in a style. code: of the terminal's SGR sequence, ``"1"`` for bold."""
    return _styled(sys.stdout, code, text)


def at_terminal() -> bool:
    """Return whether standard output is a terminal."""
    return _is_terminal(sys.stdout)


def progress(text: str) -> None:
    """Show a line that the next one overwrites, if standard output is a terminal. An empty text removes it."""
    if at_terminal() and not _is_dumb():
        _write(sys.stdout, f"\r\x1b[2K{printable(text)}")


def _styled(stream: TextIO, code: str, text: str) -> str:
    wanted = _is_terminal(stream) and not os.environ.get("NO_COLOR") and not _is_dumb()
    return f"\x1b[{code}m{text}\x1b[0m" if wanted else text


def _is_dumb() -> bool:
    # A terminal without control sequences.
    return os.environ.get("TERM") == "dumb"


def _is_terminal(stream: TextIO | None) -> bool:
    # The stream is None if the program was started with it closed.
    return stream is not None and stream.isatty()


def _write(stream: TextIO, text: str) -> bool:
    try:
        print(_sayable(stream, text), file=stream, end="", flush=True)
    except BrokenPipeError:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, stream.fileno())
        os.close(null)
        return False
    return True


def _sayable(stream: TextIO | None, text: str) -> str:
    # File names may be undecodable, and the stream's encoding may lack some characters.
    encoding = (stream and stream.encoding) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)
