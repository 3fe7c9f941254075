"""Reading an aksess.yaml, and applying it to a local Azure that is up."""

from __future__ import annotations

import os
from pathlib import Path

from aksess.apply import ApplyFailed, ApplyOptions, ApplyResult, Azure, Principal, apply_model
from aksess.cli import say
from aksess.cli.control_client import control_of, root_certificate, translated_errors
from aksess.cli.exits import FAILED, USAGE, CommandFailed
from aksess.cli.home import Running
from aksess.model import Model, Problems, Severity, load, secret_variable


def read_model(path: Path) -> Model:
    """Read and validate a file; print its warnings.

    Raises:
        CommandFailed: The file has errors; each is printed before.
    """
    model = load(path)
    if isinstance(model, Problems):
        errors = sum(each.severity is Severity.ERROR for each in model.found)
        for each in model.found:
            say.problem(str(each))
        raise CommandFailed(
            f"{path} has {errors} error{'s' if errors != 1 else ''}.", "fix the file and try again", USAGE
        )
    for warning in model.warnings:
        say.problem(str(warning))
    return model


def apply_model_file(model: Model, source: Path, running: Running) -> ApplyResult:
    """Apply a file with the operator's credentials.

    Raises:
        CommandFailed: A request failed; the message is the service's own.
    """
    control = control_of(running)
    with translated_errors():
        operator = control.operator()
    azure = Azure(
        Principal(operator.tenant, operator.subscription, operator.client_id, operator.client_secret),
        f"http://127.0.0.1:{running.port}",
        root_certificate(running),
    )
    try:
        with translated_errors():
            return apply_model(model, azure, control, ApplyOptions(str(source.resolve()), os.environ, say.progress))
    except ApplyFailed as failed:
        say.progress("")
        raise CommandFailed(str(failed), "fix the cause and apply again: what exists already is kept", FAILED) from None
    finally:
        azure.close()


def report_applied(result: ApplyResult, source: Path) -> None:
    """Print what was applied."""
    say.progress("")
    removed = f", {result.removed} removed" if result.removed else ""
    say.result(f"{source} is applied: {result.present} objects{removed}.")
    for name in result.placeholders:
        variable = secret_variable(name.partition("/")[2])
        say.warning(f"secret {name} has a placeholder: set {variable} and apply again")
