"""The termination message of a container: the content of its file, or the end of its log.

Kubernetes documentation, "Determine the Reason for Pod Failure": 4096 bytes of the file; with
``FallbackToLogsOnError`` 2048 bytes or 80 lines of the log, where the file is empty and the container failed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

LONGEST_MESSAGE: Final = 4096
LONGEST_FALLBACK: Final = 2048
FALLBACK_LINES: Final = 80


def termination_message(file: Path, log: Path, policy: str, exit_code: int) -> str:
    """The message of a container that ended. policy: ``terminationMessagePolicy``."""
    try:
        with file.open("rb") as written:
            message = written.read(LONGEST_MESSAGE).decode(errors="replace")
    except OSError:
        message = ""
    if message or policy != "FallbackToLogsOnError" or exit_code == 0:
        return message
    return _end_of(log)


def _end_of(log: Path) -> str:
    try:
        with log.open("rb") as file:
            file.seek(max(file.seek(0, 2) - 4 * LONGEST_FALLBACK, 0))
            records = file.read().split(b"\n")[:-1]
    except OSError:
        return ""
    texts = [record.split(b" ", 3)[3] for record in records[-FALLBACK_LINES:] if record.count(b" ") >= 3]
    text = b"".join(each + b"\n" for each in texts)
    return text[-LONGEST_FALLBACK:].decode(errors="replace")
