"""One root, step by step: init, plan, apply, destroy, with the provider's own words where one fails."""

from __future__ import annotations

import json
import signal
import subprocess
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aksess.terraform.binary import Binary

LineSink = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Completed:
    """A step that succeeded. changes: what a plan would add, change and destroy, where the step says it."""

    changes: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """A step that failed. words: the diagnostics as the provider and Terraform wrote them."""

    step: str
    words: str
    exit_code: int


Outcome = Completed | Failed


@dataclass(frozen=True, slots=True)
class Root:
    """One Terraform root. on_line: called with each line of progress, without colours and without values."""

    folder: Path
    binary: Binary
    environment: Mapping[str, str]
    on_line: LineSink

    def init(self) -> Outcome:
        """Initialise providers and backend."""
        return self._run("init", ["init", "-input=false", "-no-color"], structured=False)

    def plan(self, *, destroy: bool = False) -> Outcome:
        """Plan into ``aksess.tfplan``."""
        extra = ["-destroy"] if destroy else []
        return self._run("plan", ["plan", "-input=false", "-json", "-out=aksess.tfplan", *extra], structured=True)

    def apply(self) -> Outcome:
        """Apply the plan that ``plan`` wrote, and delete the file: it may hold values."""
        try:
            return self._run("apply", ["apply", "-input=false", "-json", "aksess.tfplan"], structured=True)
        finally:
            (self.folder / "aksess.tfplan").unlink(missing_ok=True)

    def outputs(self) -> dict[str, Any] | Failed:
        """Values of the root's outputs; empty where there is no state."""
        said = self._read("output", ["output", "-json"])
        return said if isinstance(said, Failed) else {name: each["value"] for name, each in said.items()}

    def is_empty(self) -> bool | Failed:
        """Whether there is nothing in the root's state, or no state."""
        said = self._read("show", ["show", "-json"])
        return said if isinstance(said, Failed) else "values" not in said

    def _read(self, step: str, arguments: list[str]) -> dict[str, Any] | Failed:
        # What Terraform warns of goes to the other stream, and is no part of the document.
        with self._start(arguments, stderr=subprocess.PIPE) as process:
            said, warned = process.communicate()
        if process.returncode:
            return _failed(step, warned or said, process.returncode)
        read = _object(said)
        return Failed(step, f"found {said.strip()[:300]!r}, expected a JSON object", 0) if read is None else read

    def _run(self, step: str, arguments: list[str], *, structured: bool) -> Outcome:
        said: list[str] = []
        changes: tuple[int, int, int] | None = None
        self.on_line(f"terraform {step}")
        with self._start(arguments) as process:
            try:
                for line in _lines(process):
                    line_read = _structured(line) if structured else OutputLine(line)
                    changes = line_read.changes or changes
                    if line_read.problem or not structured:
                        said.append(line_read.problem or line_read.line)
                    if line_read.line and structured and line_read.of in ("", step):
                        self.on_line(line_read.line)
                code = process.wait()
            except KeyboardInterrupt:
                _end(process)
                raise
        return Completed(changes) if code == 0 else _failed(step, "\n".join(said), code)

    def _start(self, arguments: list[str], stderr: int = subprocess.STDOUT) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [self.binary.path, *arguments],
            cwd=self.folder,
            env=dict(self.environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            encoding="utf-8",
            errors="replace",
            # The terminal's keys reach us alone, so that Terraform gets one interrupt: at the second, it abandons its
            # work.
            process_group=0,
        )


@dataclass(frozen=True, slots=True)
class OutputLine:
    """One line of Terraform's output, as far as a person wants to see it. of: the step that it is for, any if empty."""

    line: str = ""
    problem: str = ""
    changes: tuple[int, int, int] | None = None
    of: str = ""


# Kinds of events that a person wants to see go by. Drift is none: where it matters, the plan changes something.
_SAID = frozenset({"apply_start", "apply_progress", "apply_complete", "apply_errored", "planned_change"})


def _end(process: subprocess.Popen[str]) -> None:
    """Have Terraform stop: it ends by itself and keeps its state whole. Whoever asks again asks Terraform again."""
    while True:
        process.send_signal(signal.SIGINT)
        try:
            # What nobody reads would keep it from ending.
            deque(_lines(process), maxlen=0)
            process.wait()
        except KeyboardInterrupt:
            continue
        return


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    if process.stdout is not None:
        for line in process.stdout:
            yield line.rstrip()


def _structured(line: str) -> OutputLine:
    # "Machine-Readable UI" of the Terraform documentation.
    event = _object(line)
    if event is None:
        return OutputLine(problem=line)
    kind = event.get("type")
    if kind == "diagnostic":
        return _diagnostic(event["diagnostic"])
    if kind == "change_summary":
        numbers = event["changes"]
        return OutputLine(event["@message"], changes=(numbers["add"], numbers["change"], numbers["remove"]))
    if kind in _SAID:
        # What the plan said is said again by the apply of its file.
        said = event["@message"].partition(" [id=")[0]
        return OutputLine(said, of="plan" if kind == "planned_change" else "")
    return OutputLine()


def _object(text: str) -> dict[str, Any] | None:
    # A wrapper of Terraform's may say whatever it likes.
    try:
        read = json.loads(text)
    except ValueError:
        return None
    return read if isinstance(read, dict) else None


def _failed(step: str, words: str, code: int) -> Failed:
    silent = f"It was ended by signal {-code}." if code < 0 else f"It ended with exit code {code} and said nothing."
    return Failed(step, words.strip() or silent, code)


def _diagnostic(diagnostic: dict[str, Any]) -> OutputLine:
    place = diagnostic.get("range") or {}
    where = f"\n  {place['filename']}:{place['start']['line']}" if "filename" in place else ""
    text = f"{diagnostic['summary']}{where}\n{diagnostic.get('detail', '')}".rstrip()
    return (
        OutputLine(problem=text)
        if diagnostic.get("severity") == "error"
        else OutputLine(f"warning: {diagnostic['summary']}")
    )
