"""What was acknowledged survives the death of the process, whenever it comes."""

from __future__ import annotations

import json
import os
import signal
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from aksess.random_source import SeededRandomSource
from tests.cli.conftest import Shell, applied

ARM = "https://management.azure.com"
VAULT = "https://widemo-kv.vault.azure.net"
ROUNDS = 5
WRITERS = 4
# Seconds for the first write of a round: a machine with much else to do is slow.
PATIENCE = 60.0


class Operator:
    """The operator's own HTTP, with a token for ARM and one for the vault."""

    def __init__(self, shell: Shell) -> None:
        run = json.loads((shell.folder / ".aksess" / "run.json").read_text())
        self.pid = int(run["process"]["pid"])
        root = ssl.create_default_context(cafile=str(Path(run["state"]) / "ca" / "root.pem"))
        self.http = httpx.Client(proxy=f"http://127.0.0.1:{run['port']}", verify=root, trust_env=False, timeout=10)
        shown = shell.type(
            "run", "--", "sh", "-c", "echo $ARM_TENANT_ID $ARM_SUBSCRIPTION_ID $ARM_CLIENT_ID $ARM_CLIENT_SECRET"
        )
        self.tenant, self.subscription, client, secret = shown.out.split()
        form = {"grant_type": "client_credentials", "client_id": client, "client_secret": secret}
        login = f"https://login.microsoftonline.com/{self.tenant}/oauth2/v2.0/token"
        self.headers = {}
        for audience in (ARM, "https://vault.azure.net"):
            answer = self.http.post(login, data={**form, "scope": f"{audience}/.default"})
            self.headers[audience] = {"Authorization": f"Bearer {answer.json()['access_token']}"}

    def group(self, name: str) -> str:
        return f"{ARM}/subscriptions/{self.subscription}/resourcegroups/{name}?api-version=2023-07-01"

    def write(self, name: str) -> bool:
        """A resource group and a secret; whether both were acknowledged."""
        group = self.http.put(self.group(name), headers=self.headers[ARM], json={"location": "westeurope"})
        secret = self.http.put(
            f"{VAULT}/secrets/{name}?api-version=7.4",
            headers=self.headers["https://vault.azure.net"],
            json={"value": f"value of {name}"},
        )
        return group.status_code == 201 and secret.status_code == 200

    def reads(self, name: str) -> bool:
        """Whether both are there, as they were written."""
        group = self.http.get(self.group(name), headers=self.headers[ARM])
        secret = self.http.get(
            f"{VAULT}/secrets/{name}?api-version=7.4", headers=self.headers["https://vault.azure.net"]
        )
        return group.status_code == 200 and secret.status_code == 200 and secret.json()["value"] == f"value of {name}"


@contextmanager
def operator(shell: Shell) -> Iterator[Operator]:
    here = Operator(shell)
    try:
        yield here
    finally:
        here.http.close()


def write_until_killed(here: Operator, prefix: str, begun: threading.Event, killed: threading.Event) -> list[str]:
    """Names of what was acknowledged. begun: set with the first of them."""
    kept: list[str] = []
    number = 0
    while not killed.is_set():
        number += 1
        name = f"{prefix}-{number}"
        try:
            if here.write(name):
                kept.append(name)
                begun.set()
        except httpx.HTTPError:
            break
    return kept


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Shell]:
    shell = applied(Shell(tmp_path))
    yield shell
    shell.type("down")


def test_nothing_that_was_acknowledged_is_missing_after_kill_9(shell: Shell) -> None:
    """Writers at full speed, killed at a time that nobody chose, again and again in one folder."""
    random_source, kept = SeededRandomSource("kill"), list[str]()
    for number in range(ROUNDS):
        begun, killed = threading.Event(), threading.Event()
        with operator(shell) as here, ThreadPoolExecutor(WRITERS) as pool:
            writing = [
                pool.submit(write_until_killed, here, f"r{number}w{each}", begun, killed) for each in range(WRITERS)
            ]
            begun.wait(PATIENCE)
            killed.wait(0.1 + int(random_source.hex(1), 16) / 800)
            os.kill(here.pid, signal.SIGKILL)
            killed.set()
            written = [name for each in writing for name in each.result()]
        assert written, f"round {number}: killed before anything was written"
        kept += written
        assert 0 == shell.type("up").code
    with operator(shell) as here:
        missing = [name for name in kept if not here.reads(name)]

    assert [] == missing
