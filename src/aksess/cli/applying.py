"""An aksess.yaml, brought about in a local Azure that is up."""

from __future__ import annotations

import os
from pathlib import Path

from aksess.apply import ApplyFailed, Azure, Bringing, Done, Principal, bring_about
from aksess.cli import say
from aksess.cli.exits import FAILED, USAGE, Stop
from aksess.cli.home import Running
from aksess.cli.reach import control_of, root_of, told
from aksess.model import Model, Problems, Severity, load, secret_variable


def read_model(path: Path) -> Model:
    """The file's meaning. Raises Stop with every problem of it."""
    model = load(path)
    if isinstance(model, Problems):
        errors = sum(each.severity is Severity.ERROR for each in model.found)
        for each in model.found:
            say.problem(str(each))
        raise Stop(f"{path} has {errors} error{'s' if errors != 1 else ''}.", "mend the file and try again", USAGE)
    for warning in model.warnings:
        say.problem(str(warning))
    return model


def apply_model(model: Model, source: Path, running: Running) -> Done:
    """Bring it about, with the operator's credentials. Raises Stop with Azure's own words."""
    control = control_of(running)
    with told():
        me = control.operator()
    azure = Azure(
        Principal(me.tenant, me.subscription, me.client_id, me.client_secret),
        f"http://127.0.0.1:{running.port}",
        root_of(running),
    )
    try:
        with told():
            return bring_about(model, azure, control, Bringing(str(source.resolve()), os.environ, say.progress))
    except ApplyFailed as failed:
        say.progress("")
        raise Stop(
            str(failed), "what was done until then is remembered: mend the cause and apply again", FAILED
        ) from None
    finally:
        azure.close()


def tell(done: Done, source: Path) -> None:
    """What came of it."""
    say.progress("")
    removed = f", {done.removed} removed" if done.removed else ""
    say.result(f"{source} is applied: {done.there} objects{removed}.")
    for name in done.invented:
        variable = secret_variable(name.partition("/")[2])
        say.warning(f"secret {name} has a placeholder: set {variable} and apply again")
