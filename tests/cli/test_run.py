"""run: any program, unmodified, as the operator or as a pod."""

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aksess.pods import quickstart_path
from tests.cli.conftest import EXAMPLE, PROGRAM, Shell

POD = ("run", "--as", "widemo/wi-demo-sa", "--")
INJECTED = {"AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST"}


def variables(text: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in text.splitlines() if "=" in line)


def test_a_pods_program_reads_its_secret(shared: Shell) -> None:
    """The quick start, unmodified, at the vault's real host name."""
    settings = {"KEYVAULT_URL": "https://widemo-kv.vault.azure.net", "SECRET_NAME": "my-secret"}
    ran = shared.type(*POD, sys.executable, str(quickstart_path()), **settings)

    assert 'my-secret = "Hello from Key Vault"\n' == ran.out


def test_a_pod_sees_nothing_of_anybody_else(shared: Shell) -> None:
    """Neither the operator's variables nor the user's own logins."""
    mine = {"ARM_CLIENT_SECRET": "x", "AZURE_CLIENT_SECRET": "x", "AZURE_CONFIG_DIR": "/mine", "AKSESS_SECRET_A": "x"}
    seen = variables(shared.type(*POD, "env", **mine, AZURE_KEYVAULT_URL="kept").out)

    azure = {name for name in seen if name.startswith(("AZURE_", "ARM_", "AKSESS_SECRET_"))}
    assert INJECTED | {"AZURE_CONFIG_DIR", "AZURE_KEYVAULT_URL"} == azure
    assert "/mine" != seen["AZURE_CONFIG_DIR"]
    assert not Path(seen["AZURE_FEDERATED_TOKEN_FILE"]).exists()


def test_the_token_file_is_as_the_kubelet_writes_it(shared: Shell) -> None:
    """A link into a folder that is replaced whole; the file can be read by whoever may come in."""
    script = (
        'cd "$(dirname "$AZURE_FEDERATED_TOKEN_FILE")/.."; readlink token; stat -L -c %a token/*; cat token/* | wc -l'
    )
    lines = shared.type(*POD, "sh", "-c", script).out.splitlines()

    assert ["..data/token", "644", "0"] == lines


def test_the_operator_has_the_variables_of_every_tool(shared: Shell) -> None:
    seen = variables(shared.type("run", "--", "env", HTTPS_PROXY="http://mine:1", NO_PROXY=".azure.com").out)
    status = shared.status()

    assert status["tenant"] == seen["ARM_TENANT_ID"] == seen["AZURE_TENANT_ID"]
    assert seen["HTTPS_PROXY"] == seen["https_proxy"] == seen["HTTP_PROXY"]
    assert "azure" not in seen["NO_PROXY"]
    assert "true" == seen["GO_AZURE_SDK_SKIP_POLLING_DELAY"]
    assert all(name in seen for name in ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS"))


def test_without_a_local_azure_one_runs_as_long_as_the_program(shell: Shell) -> None:
    """And says so; what was made in it is there the next time."""
    tenants = []
    for _ in range(2):
        ran = shell.type("run", "--", "sh", "-c", "echo $ARM_TENANT_ID")
        tenants.append(ran.out)
        assert "no local Azure was up" in ran.err
        assert 3 == shell.type("status").code

    assert tenants[0] == tenants[1]
    assert tenants[0].strip()


@pytest.mark.parametrize(
    ("script", "code"), [("exit 0", 0), ("exit 7", 7), ("kill -TERM $$", 143), ("kill -9 $$", 137)]
)
def test_the_exit_code_is_the_programs(shared: Shell, script: str, code: int) -> None:
    assert code == shared.type("run", "--", "sh", "-c", script).code


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGUSR1])
def test_a_signal_reaches_the_program(shared: Shell, number: signal.Signals) -> None:
    """Sent to us, answered by it: once."""
    script = f"trap 'echo got; exit 5' {number.name[3:]}; echo ready; while :; do sleep 0.05; done"
    ran = shared.start("run", "--", "sh", "-c", script)
    assert ran.stdout is not None
    assert "ready\n" == ran.stdout.readline()
    ran.send_signal(number)
    out, _ = ran.communicate(timeout=20)

    assert (5, "got\n") == (ran.returncode, out)


def test_ctrl_c_at_a_terminal_reaches_the_program_once(shared: Shell) -> None:
    """The terminal tells the whole group: passed on by us too, it would be a second one, and Terraform gives up."""
    script = "n=0; trap 'n=$((n+1))' INT; echo ready; sleep 0.6; sleep 0.2; echo interrupted $n"
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(shared.folder)
        os.execve(PROGRAM, [str(PROGRAM), "run", "--", "sh", "-c", script], shared.environment)
    said = read_until(terminal, b"ready")
    os.write(terminal, b"\x03")
    said += read_until(terminal, b"interrupted 1")
    os.close(terminal)
    os.waitpid(pid, 0)

    assert b"interrupted 1" in said


def test_a_stopped_program_stops_us_and_goes_on_with_us(shared: Shell) -> None:
    """A shell's job control: it sees the job stop, and continues both."""
    ran = shared.start("run", "--", "sh", "-c", "kill -STOP $$; echo on")
    _, status = os.waitpid(ran.pid, os.WUNTRACED)
    ran.send_signal(signal.SIGCONT)
    out, _ = ran.communicate(timeout=20)

    assert os.WIFSTOPPED(status)
    assert (0, "on\n") == (ran.returncode, out)


def test_standard_input_is_the_programs(shared: Shell) -> None:
    ran = subprocess.run(
        [PROGRAM, *POD, "cat"],
        cwd=shared.folder,
        env=shared.environment,
        input="three\nlines\nhere",
        capture_output=True,
        text=True,
        check=False,
    )

    assert "three\nlines\nhere" == ran.stdout


def test_everything_after_the_dashes_is_the_programs(shared: Shell) -> None:
    """Also what looks like an option of ours."""
    assert "--as x --json -f\n" == shared.type("run", "--", "echo", "--as", "x", "--json", "-f").out


def test_from_a_folder_below_the_local_azure_above_is_found(shared: Shell) -> None:
    below = Shell(shared.folder / "infra")
    below.folder.mkdir()

    assert shared.status()["tenant"] == below.type("run", "--", "sh", "-c", "printf %s $ARM_TENANT_ID").out


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["run"], 2, "no command"),
        (["run", "--"], 2, "no command"),
        (["run", "--", "no-such-program"], 127, "'no-such-program' on PATH"),
        (["run", "--", "./no-such-program"], 127, "There is no program './no-such-program': correct its path."),
        (["run", "--", ""], 127, "empty"),
        (["run", "--", "/etc/hostname"], 126, "cannot be run"),
        (["run", "--as", "nonsense", "--", "ls"], 2, "NAMESPACE/SERVICEACCOUNT"),
        (["run", "--as", "widemo/default", "--", "ls"], 2, "system:serviceaccount:widemo:wi-demo-sa"),
        (["run", "--as", "widemo/wi-demo-sa", "--cluster", "x", "--", "ls"], 2, "widemo-aks"),
        (["run", "--as", "widemo/wi-demo-sa", "--client-id", "nobody", "--", "ls"], 2, "nobody"),
        (["run", "--as", "widemo/wi-demo-sa", "-f", "nowhere", "--", "ls"], 2, "nowhere"),
        (["run", "--ass", "widemo/wi-demo-sa", "--", "ls"], 2, "--ass"),
    ],
)
def test_a_wrong_input_gets_one_clear_line(shared: Shell, words: list[str], code: int, says: str) -> None:
    ran = shared.type(*words)

    errors = [line for line in ran.err.splitlines() if line.startswith("error: ")]
    assert (code, 1) == (ran.code, len(errors))
    assert says in errors[0]
    assert "Traceback" not in ran.err


def test_a_manifest_says_whom_the_pod_speaks_for(shared: Shell) -> None:
    """The annotation decides, as in a cluster; Entra says what comes of it."""
    manifest = (
        "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: default\n  namespace: widemo\n  annotations:\n"
        "    azure.workload.identity/client-id: 7d9a0b1c-0000-4000-8000-000000000001\n"
        "    azure.workload.identity/service-account-token-expiration: '7200'\n"
    )
    (shared.folder / "sa.yaml").write_text(manifest)
    ran = shared.type("run", "--as", "widemo/default", "-f", "sa.yaml", "--", "sh", "-c", "printf %s $AZURE_CLIENT_ID")

    assert "7d9a0b1c-0000-4000-8000-000000000001" == ran.out


def test_the_client_id_is_whose_it_says(up: Shell) -> None:
    """Whatever the file declares for the service account."""
    two = EXAMPLE + "  - name: wi-other\n    serviceAccount: widemo/other\n"
    (up.folder / "aksess.yaml").write_text(two)
    up.type("up", "--apply", "aksess.yaml")
    chosen = up.type("run", "--as", "widemo/other", "--client-id", "wi-api", "--", "printenv", "AZURE_CLIENT_ID")
    own = up.type("run", "--as", "widemo/other", "--", "printenv", "AZURE_CLIENT_ID")

    assert (0, 0) == (chosen.code, own.code)
    assert chosen.out != own.out


def read_until(terminal: int, word: bytes) -> bytes:
    """What comes until that word has come, or nothing comes any more."""
    said = b""
    while word not in said:
        try:
            said += os.read(terminal, 1024)
        except OSError:
            break
    return said
