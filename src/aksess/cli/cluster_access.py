"""Kubeconfigs and credentials of the local clusters, for programs inside and outside of a local Azure."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aksess.cli import say
from aksess.cli.control_client import control_of, root_certificate
from aksess.cli.exits import FAILED, USAGE, CommandFailed
from aksess.cli.home import Running, logins
from aksess.pods.control import Control

if TYPE_CHECKING:
    from aksess.wire.cluster import ClusterAccess, StartCluster


def keep_kubeconfig(running: Running, control: Control) -> None:
    """Write the operator's kubeconfig: a context for each cluster, and what a user put there stays."""
    path = logins(Path(running.state)) / "kubeconfig"
    clusters = control.clusters()
    if clusters or path.exists():
        from aksess.cluster.kubeconfig import Kubeconfig, keep

        if aside := keep(path, Kubeconfig(credential_command(running)).of(clusters)):
            say.warning(f"{path} was no kubeconfig and is made anew; what was in it is now in {aside}")


def outside(cluster: ClusterAccess, credential: Sequence[str]) -> str:
    """A kubeconfig with the API server's address on loopback."""
    import yaml

    from aksess.cluster.kubeconfig import Kubeconfig

    made = Kubeconfig(credential, loopback=True).of([cluster])
    return str(yaml.safe_dump(made, sort_keys=False)).rstrip("\n")


def credential_command(running: Running) -> list[str]:
    """The command that signs in to a cluster with Microsoft Entra integration, as an exec plugin of kubectl."""
    folder = Path(running.state)
    home = folder.parent if folder.name == "ephemeral" else folder
    # -P: the folder in which kubectl is typed is no place to import from.
    return [sys.executable, "-P", "-m", "aksess.cli", "cluster", "credential", "--data", str(home)]


def one_cluster(control: Control, wanted: str) -> ClusterAccess:
    """The cluster of that name or ARM id; the only one where ``wanted`` is empty.

    Raises:
        Stop: there is none, or several.
    """
    clusters = control.clusters()
    name = wanted.lower().strip("/")
    found = [each for each in clusters if not name or name in (each.name.lower(), each.id.lower().strip("/"))]
    if len(found) == 1:
        return found[0]
    there = ", ".join(each.name for each in clusters) or "none yet"
    if found:
        raise CommandFailed(
            f"There are several clusters ({', '.join(each.id for each in found)}).", "name one of them", USAGE
        )
    if wanted:
        raise CommandFailed(f"There is no cluster {wanted!r}; the local Azure has {there}.", "correct the name", USAGE)
    raise CommandFailed("There is no cluster yet.", "declare one: aksess up --apply aksess.yaml", USAGE)


def start_options(kubernetes: str, images: Sequence[str]) -> StartCluster:
    """How a cluster is to be run. images: each ``IMAGE=COMMAND``. Raises CommandFailed for one that is not."""
    from aksess.pods.images import parse_mapping
    from aksess.wire.cluster import StartCluster

    try:
        mapped = dict(parse_mapping(each) for each in images)
    except ValueError as error:
        raise CommandFailed(f"--image: {error}.", "for example --image python=python3", USAGE) from error
    folder = os.path.abspath(kubernetes) if kubernetes else ""
    return StartCluster(folder, {image: list(command) for image, command in mapped.items()})


def as_json(clusters: Sequence[ClusterAccess]) -> str:
    """A list of objects; no secret is in it."""
    import msgspec

    shown = [
        {"name": each.name, "id": each.id, "host": each.host, "version": each.version, "state": _state(each)}
        | ({"address": f"https://127.0.0.1:{each.port}"} if each.port else {})
        for each in clusters
    ]
    return msgspec.json.format(msgspec.json.encode(shown), indent=2).decode()


def as_line(each: ClusterAccess) -> str:
    """One cluster on one line."""
    where = f"https://127.0.0.1:{each.port}" if each.port else each.host
    return f"{each.name}  {_state(each)}  {each.version}  {where}"


def _state(each: ClusterAccess) -> str:
    if not each.running:
        return "stopped"
    return "running" if each.port else "not started"


def sign_in(running: Running, tenant: str, environment: Mapping[str, str]) -> str:
    """An ``ExecCredential`` with Entra's token for AKS.

    Raises:
        CommandFailed: CannotRun.
    """
    from aksess.cluster.errors import ClusterError
    from aksess.cluster.sign_in import Secret, exec_credential, token

    control = control_of(running)
    facts = control.operator()
    own = environment.get("AZURE_CLIENT_ID"), environment.get("AZURE_CLIENT_SECRET")
    who = Secret(own[0], own[1]) if own[0] and own[1] else Secret(facts.client_id, facts.client_secret)
    try:
        found = token(running.port, root_certificate(running), tenant or facts.tenant, who)
    except ClusterError as error:
        raise CommandFailed(error.message, error.hint, FAILED) from error
    return exec_credential(found, os.environ.get("KUBERNETES_EXEC_INFO", ""))
