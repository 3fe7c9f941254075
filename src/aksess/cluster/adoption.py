"""An existing cluster that stands in for the control plane of one of the local Azure's.

It does so where its tokens are those of the cluster: its API server publishes the cluster's issuer. kubectl reads the
user's kubeconfig and asks the server, with whatever plugin the context has.
"""

from __future__ import annotations

import base64
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from aksess.cluster.errors import ClusterError
from aksess.cluster.private_files import write_private
from aksess.wire.cluster import ClusterPlan

PATIENCE: Final = 30.0
FILE: Final = "adopted.json"


class CannotAdopt(ClusterError):
    """The context cannot stand in for a cluster."""


class Adopted(msgspec.Struct, frozen=True):
    """The API server of a context. host, port: where it answers."""

    context: str
    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Existing:
    """A context of the user's, as it answered. authority: PEM of its certificate authority, empty where it has none."""

    address: Adopted
    issuer: str
    authority: str


def look(context: str, environment: Mapping[str, str]) -> Existing:
    """Ask a context of the user's kubeconfig who it is. Raises CannotAdopt."""
    view = _kubectl(["config", "view", "--minify", "--raw", "--flatten", "-o", "json"], context, environment)
    discovery = _kubectl(["get", "--raw", "/.well-known/openid-configuration"], context, environment)
    try:
        cluster: dict[str, Any] = msgspec.json.decode(view)["clusters"][0]["cluster"]
        issuer = str(msgspec.json.decode(discovery)["issuer"])
        server = urlsplit(cluster["server"])
        authority = base64.b64decode(cluster.get("certificate-authority-data") or "").decode()
        address = Adopted(context, server.hostname or "", server.port or 443)
    except (msgspec.DecodeError, LookupError, TypeError, ValueError) as error:
        raise CannotAdopt(f"kubectl's answer for context {context!r} cannot be read: {error}.") from error
    return Existing(address, issuer, authority)


def matching(existing: Existing, plans: Sequence[ClusterPlan]) -> ClusterPlan:
    """The cluster whose issuer the context publishes. Raises CannotAdopt."""
    found = next((each for each in plans if each.issuer and each.issuer == existing.issuer), None)
    if found is not None:
        return found
    known = ", ".join(f"{each.name} has {each.issuer or 'none'}" for each in plans) or "there is no cluster"
    raise CannotAdopt(
        f"Context {existing.address.context!r} has the issuer {existing.issuer}, which is no cluster's: {known}.",
        "make it with: aksess cluster kind-config NAME",
    )


def remember(folder: Path, adopted: Adopted) -> None:
    """Let it stand in from now on. folder: of the cluster."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_private(folder / FILE, msgspec.json.encode(adopted))


def remembered(folder: Path) -> Adopted | None:
    """What stands in for the cluster of a folder; None for its own control plane."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Adopted)
    except (OSError, msgspec.DecodeError):
        return None


def _kubectl(arguments: Sequence[str], context: str, environment: Mapping[str, str]) -> bytes:
    command = ["kubectl", "--context", context, *arguments]
    try:
        ran = subprocess.run(command, capture_output=True, env=dict(environment), timeout=PATIENCE, check=False)
    except FileNotFoundError as error:
        raise CannotAdopt("There is no kubectl on PATH to ask the context with.", "install kubectl") from error
    except subprocess.TimeoutExpired as error:
        raise CannotAdopt(f"Context {context!r} did not answer in {PATIENCE:.0f} s.") from error
    if ran.returncode:
        said = " ".join(ran.stderr.decode(errors="replace").split())[:300]
        raise CannotAdopt(f"kubectl cannot use context {context!r}: {said}", "see: kubectl config get-contexts")
    return ran.stdout
