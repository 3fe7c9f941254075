"""A local Azure as its users have one: the ``aksess`` command, a folder, an aksess.yaml."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.conformance.languages.language import HERE, Language

AKSESS = Path(sys.executable).with_name("aksess")
PATIENCE = 120.0
MESSAGES = 30
# What any program needs to start. Everything else comes from `aksess run`: nothing is set by hand.
KEPT = ("HOME", "PATH", "TMPDIR")

METADATA = "http://169.254.169.254/metadata/identity/oauth2/token"
VAULT, STORE, ACCOUNT = "languages-kv", "languages-appcs", "languagesst"


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: exit code, what it printed, what it said on stderr."""

    code: int
    printed: str
    said: str


@dataclass(frozen=True, slots=True)
class Shop:
    """data: the folder of the local Azure."""

    data: Path

    def open(self) -> None:
        """Start it, apply ``aksess.yaml``, and put a blob and messages there."""
        up = self._aksess(Path.cwd(), "up", "--data", str(self.data), "--apply", str(HERE / "aksess.yaml"))
        assert 0 == up.code, up.said
        write = (sys.executable, "write.py", ACCOUNT, str(MESSAGES))
        wrote = self.run(write, HERE / "python", "--as", "shop/writer")
        assert 0 == wrote.code, wrote.said

    def close(self) -> None:
        """Stop it."""
        self._aksess(Path.cwd(), "down", "--data", str(self.data))

    def read(self, language: Language, *options: str, without: tuple[str, ...] = ()) -> Ended:
        """Run a language's program. options: of ``aksess run``; without: variables that it is not to see."""
        unset = ("env", *(part for name in without for part in ("-u", name))) if without else ()
        return self.run((*unset, *language.run, VAULT, STORE, ACCOUNT), language.ready(), *options)

    def run(self, command: tuple[str, ...], folder: Path, *options: str) -> Ended:
        """``aksess run``, in that folder. options: of ``aksess run``."""
        return self._aksess(folder, "run", "--data", str(self.data), *options, "--", *command)

    def client_id(self, as_: str) -> str:
        """Of the identity that a service account speaks for."""
        return self.run(("printenv", "AZURE_CLIENT_ID"), Path.cwd(), "--as", as_).printed.strip()

    def node_identity(self) -> str:
        """The client id of the kubelet's identity, as the metadata service tells it to a pod."""
        url = f"{METADATA}?api-version=2018-02-01&resource=https://vault.azure.net"
        ask = f"import urllib.request as r;print(r.urlopen(r.Request({url!r},headers={{'Metadata':'true'}})).read())"
        told = self.run((sys.executable, "-c", ask), Path.cwd(), "--as", "shop/reader")
        return told.printed.partition('"client_id":"')[2].partition('"')[0]

    def _aksess(self, folder: Path, *arguments: str) -> Ended:
        ran = subprocess.run(
            [str(AKSESS), *arguments],
            cwd=folder,
            env={name: os.environ[name] for name in KEPT if name in os.environ},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        return Ended(ran.returncode, ran.stdout, ran.stderr)
