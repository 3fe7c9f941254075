"""One folder with a configuration, and Terraform run in it."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aksess.testing import LocalAzure
from tests.conformance.program import TOO_LONG, ProgramRun, run
from tests.conformance.terraform.tools import init

# Seconds. The longest fixed wait is a vault's two minutes; configuration keys come after it and take a minute more.
PATIENCE = 900.0


class TerraformFailed(AssertionError):
    """Terraform said no, or nothing at all for too long: its words, and what the local Azure refused last."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A root module. environment: of the program; variables: given with -var.

    took: what was run and its seconds. elapsed: address and action of each change, with the provider's seconds.
    """

    folder: Path
    program: str
    azure: LocalAzure
    environment: dict[str, str]
    variables: dict[str, str] = field(default_factory=dict)
    took: list[tuple[str, float]] = field(default_factory=list)
    elapsed: dict[str, float] = field(default_factory=dict)

    def init(self, *arguments: str) -> None:
        """IssuerKeys and backend."""
        ran = init(self.program, self.folder, self.environment, *arguments)
        self._judge("init", ran, (0,))

    def apply(self, **variables: str) -> list[dict[str, Any]]:
        """Apply; gives the events of Terraform's machine-readable output."""
        arguments = ["apply", "-auto-approve", "-json", "-input=false", *self._given(variables)]
        ran = self._ran("apply", arguments, (0,))
        return self._noted(ran)

    def empty_plan(self, **variables: str) -> None:
        """A plan that finds nothing to do. Raises TerraformFailed with the plan where it does."""
        self._ran("plan", ["plan", "-detailed-exitcode", "-no-color", "-input=false", *self._given(variables)], (0,))

    def plan(self, **variables: str) -> dict[str, Any]:
        """Plan into a file; gives the plan as JSON."""
        self._ran("plan", ["plan", "-out=saved.tfplan", "-no-color", "-input=false", *self._given(variables)], (0,))
        return self.show("saved.tfplan")

    def apply_saved(self) -> list[dict[str, Any]]:
        """Apply the plan in the file."""
        return self._noted(self._ran("apply", ["apply", "-json", "-input=false", "saved.tfplan"], (0,)))

    def destroy(self, **variables: str) -> None:
        """Destroy everything in the state."""
        arguments = ["apply", "-destroy", "-auto-approve", "-json", "-input=false", *self._given(variables)]
        self._noted(self._ran("destroy", arguments, (0,)))

    def show(self, *arguments: str) -> dict[str, Any]:
        """The state, or a saved plan, as JSON."""
        ran = self._ran("show", ["show", "-json", *arguments], (0,))
        shown: dict[str, Any] = json.loads(ran.printed)
        return shown

    def fails(self, *arguments: str, patience: float = PATIENCE) -> str:
        """Run a command that is expected to fail by itself; gives its words."""
        ran = run([self.program, *arguments, "-no-color", "-input=false"], self.folder, self.environment, patience)
        self._judge(arguments[0], ran, (1,))
        return " ".join(ran.said.replace("│", " ").split())

    def outputs(self) -> dict[str, Any]:
        """Values of the outputs."""
        ran = self._ran("output", ["output", "-json"], (0,))
        return {name: each["value"] for name, each in json.loads(ran.printed).items()}

    def _given(self, variables: dict[str, str]) -> list[str]:
        return [f"-var={name}={value}" for name, value in {**self.variables, **variables}.items()]

    def _ran(self, step: str, arguments: list[str], codes: tuple[int, ...]) -> ProgramRun:
        ran = run([self.program, *arguments], self.folder, self.environment, PATIENCE)
        self.took.append((step, ran.took))
        self._judge(step, ran, codes)
        return ran

    def _noted(self, ran: ProgramRun) -> list[dict[str, Any]]:
        events = [json.loads(line) for line in ran.printed.splitlines() if line.startswith("{")]
        for event in events:
            if event.get("type") == "apply_complete":
                hook = event["hook"]
                done = f"{hook['action']} {hook['resource']['addr']}"
                self.elapsed[done] = max(hook["elapsed_seconds"], self.elapsed.get(done, 0.0))
        return events

    def _judge(self, step: str, ran: ProgramRun, codes: tuple[int, ...]) -> None:
        if ran.code in codes:
            return
        how = f"killed after {ran.took:.0f} s" if ran.code == TOO_LONG else f"exit code {ran.code}"
        raise TerraformFailed(f"terraform {step}: {how}\n{_words(ran.said)}\n\n{refused(self.azure)}")


def refused(azure: LocalAzure) -> str:
    """The newest requests that the local Azure did not grant, and why."""
    bad = [each for each in azure.events if each.status >= 400 and each.status != 404]
    lines = [f"{each.status} {each.method} {each.host}{each.path} {each.code} {each.decision}" for each in bad[-15:]]
    return "\n".join(["what the local Azure refused:", *lines])


def _words(said: str) -> str:
    kept = []
    for line in said.splitlines():
        try:
            event = json.loads(line)
        except ValueError:
            kept.append(line)
            continue
        if event.get("type") == "diagnostic":
            kept.append(f"{event['diagnostic']['summary']}\n{event['diagnostic'].get('detail', '')}")
    return "\n".join(kept)[-6000:]
