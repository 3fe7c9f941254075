"""Both Terraform roots, with the user's own Terraform, inside the local Azure or on Azure."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import assert_never

from aksess.cli import say
from aksess.cli.control_client import control_of
from aksess.cli.exits import USAGE, CommandFailed
from aksess.cli.home import Home, Running
from aksess.cli.interrupt import interruptible
from aksess.cli.model_file import read_model
from aksess.cli.running import operators_environment
from aksess.cli.session import session
from aksess.model import EXAMPLE, secret_variable
from aksess.pods.control import STARTING
from aksess.terraform.binary import TerraformMissing, find_binary
from aksess.terraform.both_roots import Finished, Report, Roots, Skipped, Stopped
from aksess.terraform.probe import PATIENCE, unreachable
from aksess.terraform.scaffold import scaffold
from aksess.terraform.secret_values import Secrets, SecretsMissing, Target, terraform_secrets

# The test pod of the workloads root.
QUICK_START = "quick-start"
# Terraform says it every ten seconds of every resource.
_STILL = (": Still creating...", ": Still modifying...", ": Still destroying...", ": Still reading...")


def write(folder: Path) -> None:
    """``aksess init``."""
    try:
        written = scaffold(folder, EXAMPLE.read_text(encoding="utf-8"))
    except OSError as error:
        # What is in the way may be a file of the folder, or one in its place.
        place = error.filename or folder
        raise CommandFailed(f"{place} cannot be written: {error.strerror}.", "name another folder", USAGE) from None
    for path in written.created:
        say.result(f"written  {path}")
    for path in written.kept:
        say.warning(f"{path} was there already and differs from ours: it is as it was")
    if not written.created and not written.kept:
        say.result("Everything is there already.")
    say.result("Next: edit aksess.yaml, then aksess apply (the local Azure), then aksess apply --target azure")


@dataclass(frozen=True, slots=True)
class Provisioning:
    """The roots below a folder and where they are applied. target: a value of ``Target``; data: as ``--data``."""

    folder: Path
    target: str
    data: str

    def apply(self) -> None:
        """``aksess apply``.

        Raises:
            CommandFailed: Terraform failed; its diagnostics are printed before.
        """
        secrets = self._secrets()
        with self._roots(secrets) as (roots, running):
            reports = roots.apply()
            _tell(reports, "applied")
            if running is not None and Finished in map(type, reports[1:]):
                _show_quick_start(running)
        for name in secrets.placeholders:
            variable = secret_variable(name)
            say.warning(f"secret {name} has a placeholder: set {variable} and TF_VAR_secrets_version, and apply again")

    def destroy(self) -> None:
        """``aksess destroy``.

        Raises:
            CommandFailed: Terraform failed; its diagnostics are printed before.
        """
        with self._roots(Secrets("{}", ())) as (roots, _):
            _tell(roots.destroy(), "destroyed")

    def _secrets(self) -> Secrets:
        model = read_model(self._file())
        try:
            return terraform_secrets(model, os.environ, Target(self.target))
        except SecretsMissing as missing:
            raise CommandFailed(f"There is {missing}.", "on Azure no value is made up", USAGE) from None

    def _file(self) -> Path:
        path = self.folder / "aksess.yaml"
        if not path.is_file():
            raise CommandFailed(f"There is no {path}.", "aksess init writes one, and the roots that read it", USAGE)
        return path

    @contextmanager
    def _roots(self, secrets: Secrets) -> Iterator[tuple[Roots, Running | None]]:
        self._file()
        try:
            binary = find_binary(os.environ)
        except TerraformMissing as error:
            raise CommandFailed(str(error)) from None
        # If a signal ends this command, Terraform ends first and keeps its state whole.
        with interruptible(), self._environment() as (environment, running):
            given = {**environment, **secrets.variables}
            # The first connection to a local cluster starts its control plane.
            patience = STARTING if running is not None else PATIENCE
            meant = environment.get("ARM_SUBSCRIPTION_ID", "")
            roots = Roots(self.folder, binary, given, _hear, lambda url: unreachable(url, given, patience), meant)
            for missing in roots.missing():
                raise CommandFailed(
                    f"There is no Terraform root in {self.folder / missing}.", "aksess init writes it", USAGE
                )
            yield roots, running

    @contextmanager
    def _environment(self) -> Iterator[tuple[dict[str, str], Running | None]]:
        if Target(self.target) is Target.AZURE:
            yield dict(os.environ), None
            return
        with session(Home.nearest(self.data)) as running, operators_environment(running, "terraform") as environment:
            yield environment, running


def _show_quick_start(running: Running) -> None:
    """The log of the test pod, where the roots made one."""
    from aksess.cli.pod_log import logs_of
    from aksess.cluster.errors import ClusterError

    try:
        for namespace, log in logs_of(running, control_of(running).clusters(), QUICK_START):
            say.result(f"kubectl logs {QUICK_START} -n {namespace}")
            for line in log.splitlines():
                say.result(f"  | {say.printable(line)}")
    except ClusterError as error:
        say.warning(f"{error.message} {error.hint}")


def _hear(root: str, line: str) -> None:
    if any(words in line for words in _STILL):
        say.progress(f"{root}: {line}")
    else:
        say.step(f"{root}: {line}")


def _tell(reports: list[Report], done: str) -> None:
    say.progress("")
    for report in reports:
        match report:
            case Finished(root, (added, changed, removed)):
                say.result(f"{root} is {done}: {added} added, {changed} changed, {removed} destroyed")
            case Skipped(root, why):
                say.result(f"{root} is skipped: {why}")
            case Stopped(root, failed):
                say.problem(failed.words)
                raise CommandFailed(f"terraform {failed.step} failed in {root}/.", "fix the cause and run this again")
            case unreachable_case:
                assert_never(unreachable_case)
