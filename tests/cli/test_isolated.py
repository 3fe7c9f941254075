"""run --as --isolated: a program in a file system and a network of its own, and what it does not reach."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from aksess.pods import quickstart_path
from aksess.pods.runtimes.gateway_process import unavailable
from tests.cli.conftest import ProgramRun, Shell

pytestmark = pytest.mark.skipif(bool(asyncio.run(unavailable())), reason="no user namespaces here")

POD = ("run", "--as", "widemo/wi-demo-sa", "--isolated", "--")
PATIENCE = 30.0
# It ends when the test says so, in a file.
OTHER = "echo $AZURE_FEDERATED_TOKEN_FILE; until [ -e ended ]; do sleep 0.05; done"


def sh(shell: Shell, script: str, **variables: str) -> ProgramRun:
    """Run a script in the pod."""
    return shell.type(*POD, "sh", "-c", script, **variables)


def dial(shell: Shell, host: str, port: int) -> ProgramRun:
    """Connect to a host from the pod, send a request, and print what comes back."""
    program = f"""
import socket
with socket.create_connection(({host!r}, {port}), 5) as connection:
    connection.sendall(b"GET / HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n")
    print("answered", connection.recv(100))
"""
    return shell.type(*POD, sys.executable, "-c", program)


def test_it_reads_its_secret_without_a_proxy_variable(shared: Shell) -> None:
    """The quick start of a stand-in, at the vault's real host name."""
    settings = {"KEYVAULT_URL": "https://widemo-kv.vault.azure.net", "SECRET_NAME": "my-secret"}
    ran = shared.type(*POD, sys.executable, str(quickstart_path()), **settings)

    assert 'my-secret = "Hello from Key Vault"\n' == ran.out, ran.err
    assert "PROXY=" not in sh(shared, "env", HTTPS_PROXY="http://mine:1").out.upper()


def test_the_token_is_at_the_path_that_the_webhook_writes(shared: Shell) -> None:
    ran = sh(shared, 'echo "$AZURE_FEDERATED_TOKEN_FILE"; cat /var/run/secrets/azure/*/*/azure-identity-token | wc -l')

    assert ran.out.startswith("/var/run/secrets/azure/")
    assert ran.out.endswith("\n0\n")


def test_the_metadata_service_is_the_local_azures(shared: Shell) -> None:
    """Every address is the gateway's: the machine's own metadata service cannot be reached."""
    ran = dial(shared, "169.254.169.254", 80)

    assert "answered b'HTTP/1.1 421 Misdirected Request" in ran.out, ran.err


def test_the_operators_listener_is_not_reached(shared: Shell) -> None:
    port = int(shared.type("run", "--", "sh", "-c", 'echo "${HTTPS_PROXY##*:}"').out)
    own = shared.status().get("port", port)

    for each in {port, own}:
        ran = dial(shared, "127.0.0.1", each)
        assert "refused" in ran.err
        assert "answered" not in ran.out


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "203.0.113.1"])
def test_a_server_of_the_machine_is_not_reached(shared: Shell, host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        ran = dial(shared, host, server.getsockname()[1])

    assert "refused" in ran.err
    assert "answered" not in ran.out


def test_a_socket_without_a_path_is_not_reached(shared: Shell) -> None:
    """Abstract Unix sockets belong to the network namespace (unix(7))."""
    name = f"\0aksess-{shared.folder.name}"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(name)
        server.listen()
        program = f"import socket; socket.socket(socket.AF_UNIX).connect({name!r})"
        ran = shared.type(*POD, sys.executable, "-c", program.replace("\0", "\\0"))

    assert ran.code
    assert "refused" in ran.err


def test_the_state_of_the_local_azure_is_not_seen(shared: Shell) -> None:
    """The working directory is, and cannot be written."""
    ran = sh(shared, "ls -A .aksess; cat aksess.yaml | head -1; touch mine")

    assert "aksess: 1\n" == ran.out
    assert "Read-only" in ran.err


def test_home_and_accounts_are_not_seen(shared: Shell, tmp_path: Path) -> None:
    (tmp_path / ".azure").mkdir()
    (tmp_path / ".azure" / "token").write_text("of the user")
    ran = sh(shared, f"cat {tmp_path}/.azure/token /etc/shadow ~/.profile; echo $HOME", HOME=str(tmp_path))

    assert "/root\n" == ran.out
    assert 3 == ran.err.count("No such file")


def test_another_pods_token_is_not_seen(shared: Shell) -> None:
    """The file of a pod that runs at the same time, and that pod's processes."""
    other = shared.start("run", "--as", "widemo/wi-demo-sa", "--", "sh", "-c", OTHER)
    other_isolated = shared.start(*POD, "sh", "-c", "echo up; exec sleep 600")
    assert other.stdout is not None
    assert other_isolated.stdout is not None
    path = other.stdout.readline().strip() or "/none"
    assert "up\n" == other_isolated.stdout.readline()
    ran = sh(shared, f"cat {path}; cat /proc/[0-9]*/cmdline | tr '\\0' ' '")
    other_isolated.send_signal(signal.SIGTERM)
    other_isolated.communicate(timeout=PATIENCE)
    (shared.folder / "ended").touch()
    other.communicate(timeout=PATIENCE)

    assert 143 == other_isolated.returncode
    assert "No such file" in ran.err
    assert "sleep" not in ran.out


def test_it_cannot_type_into_the_users_terminal(shared: Shell) -> None:
    """Else the user's shell would run, outside, what it types (ioctl_tty(2), TIOCSTI). Other requests still work."""
    program = """
import errno, fcntl
for request in (0x5412, 0x541C, 0x5413):
    try:
        fcntl.ioctl(0, request, bytes(8))
    except OSError as error:
        print(errno.errorcode[error.errno])
"""
    ran = shared.type(*POD, sys.executable, "-c", program)

    assert ["EPERM", "EPERM", "ENOTTY"] == ran.out.split()


def test_a_signal_reaches_the_program_and_its_exit_code_comes_back(shared: Shell) -> None:
    started = shared.start(*POD, "sh", "-c", "trap 'echo caught; exit 5' TERM; echo up; while :; do sleep 0.05; done")
    assert started.stdout is not None
    assert "up\n" == started.stdout.readline()
    started.send_signal(signal.SIGTERM)

    assert "caught\n" == started.communicate(timeout=PATIENCE)[0]
    assert 5 == started.returncode


def test_nothing_is_left_when_it_is_killed(shared: Shell) -> None:
    mark = "617.25"
    started = shared.start(*POD, "sh", "-c", f"echo up; exec sleep {mark}")
    assert started.stdout is not None
    assert "up\n" == started.stdout.readline()
    started.kill()
    started.communicate(timeout=PATIENCE)
    while mark in subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True, check=True).stdout:
        continue


def test_a_program_that_is_not_there_is_said(shared: Shell) -> None:
    ran = shared.type(*POD, "no-such-program")

    assert 127 == ran.code
    assert "no-such-program" in ran.err


def test_it_is_for_pods(shared: Shell) -> None:
    ran = shared.type("run", "--isolated", "--", "true")

    assert 2 == ran.code
    assert "--isolated describes a pod" in ran.err
