"""Kubeconfigs of the local clusters, and keeping them in a file that kubectl changes, too.

Kubernetes documentation, "Organizing Cluster Access Using kubeconfig Files". Inside ``aksess run`` the server is the
name that AKS gives it, reached through the proxy listener; outside, the API server's address on loopback.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

from aksess.cluster.private_files import write_private
from aksess.wire.cluster import ClusterAccess

Json = dict[str, Any]
EXEC_VERSION: Final = "client.authentication.k8s.io/v1"
KINDS: Final = ("clusters", "users", "contexts")


@dataclass(frozen=True, slots=True)
class Kubeconfig:
    """Makes kubeconfigs.

    Args:
        credential: the command that prints an ``ExecCredential`` with Entra's token, for clusters where users sign in.
        loopback: whether servers are written as addresses on loopback.
    """

    credential: Sequence[str]
    loopback: bool = False

    def of(self, clusters: Iterable[ClusterAccess]) -> Json:
        """One with a context for each cluster, and an ``-admin`` one beside a context that signs in with Entra."""
        every = list(clusters)
        contexts = [context for each in every for context in self._contexts(each)]
        return {
            "apiVersion": "v1",
            "kind": "Config",
            "clusters": [{"name": each.name, "cluster": self._cluster(each)} for each in every],
            "users": [user for each in every for user in self._users(each)],
            "contexts": contexts,
            "current-context": contexts[0]["name"] if len(every) == 1 else "",
        }

    def _cluster(self, each: ClusterAccess) -> Json:
        authority = {"certificate-authority-data": _encoded(each.authority)}
        if not self.loopback:
            return {"server": f"https://{each.host}:443", **authority}
        return {"server": f"https://127.0.0.1:{each.port}", "tls-server-name": each.host, **authority}

    def _users(self, each: ClusterAccess) -> list[Json]:
        users = []
        if each.entra:
            users.append({"name": _user(each), "user": {"exec": self._exec(each)}})
        if each.client is not None:
            admin = {
                "client-certificate-data": _encoded(each.client.certificate),
                "client-key-data": _encoded(each.client.key),
            }
            users.append({"name": _admin(each), "user": admin})
        return users

    def _contexts(self, each: ClusterAccess) -> list[Json]:
        contexts = []
        if each.entra:
            contexts.append({"name": each.name, "context": {"cluster": each.name, "user": _user(each)}})
        if each.client is not None:
            name = f"{each.name}-admin" if each.entra else each.name
            contexts.append({"name": name, "context": {"cluster": each.name, "user": _admin(each)}})
        return contexts

    def _exec(self, each: ClusterAccess) -> Json:
        command, *arguments = [*self.credential, "--tenant", each.tenant_id]
        return {
            "apiVersion": EXEC_VERSION,
            "command": command,
            "args": arguments,
            "interactiveMode": "Never",
            "provideClusterInfo": False,
        }


def keep(path: Path, made: Json) -> Path | None:
    """Put what was made into a file, and leave there what somebody else wrote: other entries, the chosen context.

    Nothing is read or written where the same was put there the last time.

    Returns:
        Where the file is now that was there and is no kubeconfig; None in every other case.

    Raises:
        OSError: the file cannot be read or written.
    """
    raw = msgspec.json.encode(made)
    digest = hashlib.sha256(raw).hexdigest()
    stamp = path.with_name(f"{path.name}.made")
    if path.exists() and stamp.exists() and stamp.read_text() == digest:
        return None
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    before = _read(path)
    aside = path.replace(path.with_name(f"{path.name}.unreadable")) if before is None else None
    write_private(path, msgspec.json.encode(merged(before or {}, made)))
    write_private(stamp, digest)
    return aside


def merged(before: Mapping[str, Any], made: Json) -> Json:
    """What stood there, with the entries of ``made`` in place of those of their names."""
    result = {**made, **{name: value for name, value in before.items() if value}}
    for kind in KINDS:
        fresh = {each["name"]: each for each in made[kind]}
        kept = [each for each in before.get(kind) or () if each.get("name") not in fresh]
        result[kind] = [*(_with_namespace(each, before) if kind == "contexts" else each for each in made[kind]), *kept]
    names = {each["name"] for each in result["contexts"]}
    chosen = before.get("current-context") or ""
    result["current-context"] = chosen if chosen in names else made["current-context"]
    return result


def _with_namespace(context: Json, before: Mapping[str, Any]) -> Json:
    """A context with the namespace that somebody chose for it (``kubectl config set-context --namespace``)."""
    chosen: Mapping[str, Any] = next(
        (each for each in before.get("contexts") or () if each.get("name") == context["name"]), {}
    )
    namespace = (chosen.get("context") or {}).get("namespace")
    return {**context, "context": {**context["context"], "namespace": namespace}} if namespace else context


def _read(path: Path) -> Json | None:
    """The kubeconfig of a file, empty where there is none; None where the file is no kubeconfig."""
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return {}
    try:
        found = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        # kubectl writes YAML once it changes something.
        import yaml

        try:
            found = yaml.safe_load(raw)
        except (yaml.YAMLError, ValueError, RecursionError):
            return None
    if found is None:
        # An empty file.
        return {}
    return found if _is_kubeconfig(found) else None


def _is_kubeconfig(found: object) -> bool:
    if not isinstance(found, dict) or not isinstance(found.get("current-context") or "", str):
        return False
    lists = [found.get(kind) or [] for kind in KINDS]
    return all(isinstance(each, list) and all(_is_entry(entry) for entry in each) for each in lists)


def _is_entry(entry: object) -> bool:
    if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
        return False
    return isinstance(entry.get("context") or {}, dict)


def _user(each: ClusterAccess) -> str:
    return f"clusterUser_{each.id.split('/')[4]}_{each.name}"


def _admin(each: ClusterAccess) -> str:
    return f"clusterAdmin_{each.id.split('/')[4]}_{each.name}"


def _encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
