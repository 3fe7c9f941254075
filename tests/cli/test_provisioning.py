"""init, apply, destroy: both roots, with a Terraform that says what is written down for it."""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import ProgramRun, Shell
from tests.terraform_stand_in import StandIn

SECRET = "hunter2"
SUMMARY = {
    "type": "change_summary",
    "@message": "Plan: 8 to add, 0 to change, 0 to destroy.",
    "changes": {"add": 8, "change": 0, "remove": 0},
}
REFUSED = {
    "type": "diagnostic",
    "diagnostic": {
        "severity": "error",
        "summary": "creating Resource Group",
        "detail": "403 (Forbidden): AuthorizationFailed",
        "range": {"filename": "model.tf", "start": {"line": 40}},
    },
}
KUBE = {"kube": {"value": {"widemo-aks": {"host": "https://widemo-aks-1.hcp.westeurope.azmk8s.io:443"}}}}
STATE = {"lines": [{"format_version": "1.0", "values": {"root_module": {}}}]}


class Project:
    """A folder with what ``aksess init`` writes, and a scripted Terraform on the PATH."""

    def __init__(self, shell: Shell, programs: Path) -> None:
        self.shell = shell
        self.terraform = StandIn(programs, {})
        programs.mkdir()
        shell.type("init")
        self.script()

    def script(self, **answers: Any) -> None:
        """What Terraform says, by subcommand with ``_`` for the space."""
        named = {name.replace("_", " "): answer for name, answer in answers.items()}
        usual = {"plan": {"lines": [SUMMARY]}, "apply": {"lines": [SUMMARY]}, "output": {"lines": [json.dumps(KUBE)]}}
        self.terraform = StandIn(self.terraform.folder, {**usual, **named}).write()

    def type(self, *words: str, **variables: str) -> ProgramRun:
        """Type ``aksess``."""
        return self.shell.type(*words, PATH=f"{self.terraform.folder}{os.pathsep}{os.environ['PATH']}", **variables)


@pytest.fixture
def project(shell: Shell, tmp_path: Path) -> Project:
    """A project that was just begun."""
    return Project(shell, tmp_path / "programs")


BUSY = """#!{python}
import json, signal, sys
signals = [signal.SIGINT, signal.SIGTERM]
signal.pthread_sigmask(signal.SIG_BLOCK, signals)
step = sys.argv[1]
if step in ("version", "output"):
    print(json.dumps({{"terraform_version": "1.11.4"}} if step == "version" else {{}}))
elif step == "apply":
    print(json.dumps({{"type": "apply_start", "@message": "at work"}}), flush=True)
    told = signal.sigwait(signals)
    print("x" * 1_000_000)
    open("state", "a").write(signal.Signals(told).name)
"""


@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_terraform_ends_before_us_and_keeps_its_state(project: Project, told: signal.Signals) -> None:
    """Whoever ends ``aksess apply``, and in whatever way: what was made and is in no state is lost to Terraform."""
    project.terraform.path.write_text(BUSY.format(python=sys.executable))
    project.shell.environment["PATH"] = f"{project.terraform.folder}{os.pathsep}{os.environ['PATH']}"
    ran = project.shell.start("apply")
    assert ran.stderr is not None
    while "at work" not in ran.stderr.readline():
        pass
    ran.send_signal(told)
    ran.communicate(timeout=20)

    assert 130 == ran.returncode
    assert "SIGINT" == (project.shell.folder / "infra" / "state").read_text()
    assert 3 == project.shell.type("status").code


def test_a_project_is_begun(shell: Shell) -> None:
    """The file and both roots, each named; typed again, nothing is overwritten."""
    ran = shell.type("init", "shop")
    (shell.folder / "shop" / "aksess.yaml").write_text("aksess: 1\n")
    again = shell.type("init", "shop")

    assert "written  shop/infra/clusters.tf" in ran.out.splitlines()
    assert "written  shop/workloads/main.tf" in ran.out.splitlines()
    assert "shop/aksess.yaml was there already and differs from ours: it is as it was" in again.err
    assert "aksess: 1\n" == (shell.folder / "shop" / "aksess.yaml").read_text()


def test_what_stands_in_the_way_of_a_project_is_named(shell: Shell) -> None:
    (shell.folder / "infra").write_text("a file")

    assert "error: infra cannot be written: " in shell.type("init").err


def test_both_roots_are_applied_inside_the_local_azure(project: Project) -> None:
    """As the operator, at a listener; the cluster's API server is not there, which is said and stops nothing."""
    ran = project.type("apply", AKSESS_SECRET_MY_SECRET=SECRET)

    assert 0 == ran.code, ran.err
    first, second = ran.out.splitlines()
    assert "infra is applied: 8 added, 0 changed, 0 destroyed" == first
    assert second.startswith("workloads is skipped: widemo-aks-1.hcp.westeurope.azmk8s.io is the API server of")
    seen = project.terraform.environment("infra", "apply")
    assert {"my-secret": SECRET} == json.loads(seen["TF_VAR_secrets"])
    assert seen["HTTPS_PROXY"].startswith("http://127.0.0.1:")
    assert seen["ARM_SUBSCRIPTION_ID"]


def test_a_secrets_value_is_in_no_output_and_no_argument(project: Project) -> None:
    """It goes to Terraform in one variable, as JSON."""
    ran = project.type("apply", AKSESS_SECRET_MY_SECRET=SECRET)

    assert SECRET not in ran.out + ran.err
    assert SECRET not in json.dumps(project.terraform.calls())
    assert "" == project.terraform.environment("infra", "apply")["AKSESS_SECRET_MY_SECRET"]


def test_a_secret_without_a_value_has_a_placeholder_here(project: Project) -> None:
    text = (project.shell.folder / "aksess.yaml").read_text()
    (project.shell.folder / "aksess.yaml").write_text(text.replace(", value: Hello from Key Vault", ""))

    ran = project.type("apply")

    assert "secret my-secret has a placeholder: set AKSESS_SECRET_MY_SECRET" in ran.err


def test_a_secret_without_a_value_stops_it_on_azure(project: Project) -> None:
    """Nothing is made up there, and nothing was tried."""
    text = (project.shell.folder / "aksess.yaml").read_text()
    (project.shell.folder / "aksess.yaml").write_text(text.replace(", value: Hello from Key Vault", ""))

    ran = project.type("apply", "--target", "azure")

    assert 2 == ran.code
    assert "set AKSESS_SECRET_MY_SECRET" in ran.err
    assert [] == project.terraform.calls()


def test_on_azure_the_users_own_environment_is_terraforms(project: Project) -> None:
    """No listener, no operator: the credentials that the provider finds."""
    ran = project.type("apply", "--target", "azure", ARM_CLIENT_ID="mine", HTTPS_PROXY="")

    assert 0 == ran.code, ran.err
    seen = project.terraform.environment("infra", "apply")
    assert ("mine", "") == (seen["ARM_CLIENT_ID"], seen["HTTPS_PROXY"])
    assert not (project.shell.folder / ".aksess").exists()


def test_the_first_error_ends_it_in_the_providers_words(project: Project) -> None:
    project.script(apply={"lines": [REFUSED], "exit": 1})

    ran = project.type("apply")

    assert 1 == ran.code
    assert "creating Resource Group\n  model.tf:40\n403 (Forbidden): AuthorizationFailed\n" in ran.err
    assert "error: terraform apply failed in infra/." in ran.err
    assert "" == ran.out


def test_what_was_made_is_destroyed(project: Project) -> None:
    project.script(infra_show=STATE)

    ran = project.type("destroy")

    assert "infra is destroyed: 8 added, 0 changed, 0 destroyed" == ran.out.splitlines()[-1]


def test_a_folder_without_a_project_says_how_to_begin(shell: Shell) -> None:
    ran = shell.type("apply")

    assert 2 == ran.code
    assert "There is no aksess.yaml." in ran.err
    assert "aksess init" in ran.err


def test_a_file_with_an_error_is_not_applied(project: Project) -> None:
    (project.shell.folder / "aksess.yaml").write_text("aksess: 1\nlocation: nowhere\n")

    ran = project.type("apply")

    assert 2 == ran.code
    assert [] == project.terraform.calls()


def test_a_root_that_is_gone_is_named(project: Project) -> None:
    for path in (project.shell.folder / "workloads").iterdir():
        path.unlink()

    ran = project.type("apply")

    assert 2 == ran.code
    assert "There is no Terraform root in workloads." in ran.err


def test_without_terraform_it_says_what_it_looked_for(shell: Shell, tmp_path: Path) -> None:
    shell.type("init")
    empty = tmp_path / "empty"
    empty.mkdir()

    ran = shell.type("apply", PATH=str(empty))

    assert 1 == ran.code
    assert "neither `terraform` nor `tofu` is on the PATH" in ran.err
