"""The proxy that answers as the metadata service does, and the init container that sends its traffic there."""

from __future__ import annotations

from dataclasses import dataclass

from aksess.inject.contract import PROXY_INIT_NAME, PROXY_NAME, PROXY_UID
from aksess.inject.outcome import Json, Operation, Refusal, add
from aksess.inject.settings import ProxyContainers, Settings, Sidecar


@dataclass(frozen=True, slots=True)
class Joining:
    """A container to insert. group: the key in the pod's spec. first: at the front, else at the end."""

    group: str
    first: bool
    container: Json


def refuse_where_impossible(spec: Json, strict: bool) -> None:
    """Raises Refusal for a pod that cannot have the proxy."""
    if spec.get("hostNetwork") is True:
        raise Refusal("hostNetwork is set to true, cannot inject proxy sidecar")
    if not strict and is_windows(spec):
        raise Refusal("the pod is for Windows nodes, cannot inject proxy sidecar: its image and iptables are Linux's")


def is_windows(spec: Json) -> bool:
    """True if the pod says that it runs on Windows."""
    for holder, key in (("os", "name"), ("nodeSelector", "kubernetes.io/os")):
        said = spec.get(holder)
        if type(said) is dict and said.get(key) == "windows":
            return True
    return False


def joining(inits: list[Json], containers: list[Json], port: int, settings: Settings) -> list[Joining]:
    """The containers to insert, in the order of insertion; none that is there already.

    Fixed order, native: redirect, proxy, then the user's init containers, so that none of them can reach the node's
    own metadata service. Classic keeps the redirect last: the proxy does not run yet while init containers do.
    """
    strict, native = settings.strict_compat, settings.sidecar is Sidecar.NATIVE
    target = "initContainers" if native else "containers"
    in_target = inits if native else containers
    known = _names(in_target) if strict else _names(inits) | _names(containers)
    found = []
    if PROXY_NAME not in known:
        found.append(Joining(target, True, _proxy(settings.proxy, port, native, strict)))
    if PROXY_INIT_NAME not in (_names(inits) if strict else known):
        first = native and not strict
        found.append(Joining("initContainers", first, _proxy_init(settings.proxy, port, strict)))
    return found


def _names(containers: list[Json]) -> set[object]:
    return {container.get("name") for container in containers}


def insert(spec: Json, join: Joining, patch: list[Operation]) -> None:
    """Insert into ``spec``, which is ours to change; its lists are not."""
    there: list[Json] = spec.get(join.group) or []
    if not there:
        patch.append(add(f"/spec/{join.group}", [join.container]))
        spec[join.group] = [join.container]
        return
    patch.append(add(f"/spec/{join.group}/{'0' if join.first else '-'}", join.container))
    spec[join.group] = [join.container, *there] if join.first else [*there, join.container]


def _proxy(made: ProxyContainers, port: int, native: bool, strict: bool) -> Json:
    flags = [f"--proxy-port={port}", f"--log-level={made.log_level}"]
    probe = [*made.program, flags[0], "--probe", flags[1]]
    security: Json = {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "privileged": False,
        "readOnlyRootFilesystem": True,
        "runAsNonRoot": True,
    }
    if not strict:
        # Said here because a pod-level runAsUser would otherwise win, and the redirect exempts only this UID.
        security |= {"runAsUser": PROXY_UID, "seccompProfile": {"type": "RuntimeDefault"}}
    container: Json = {
        "name": PROXY_NAME,
        "image": made.image,
        "imagePullPolicy": "IfNotPresent",
        "args": flags,
        "ports": [{"containerPort": port}],
        "lifecycle": {"postStart": {"exec": {"command": probe}}},
        "securityContext": security,
    }
    if native:
        container["restartPolicy"] = "Always"
    if made.resources and not strict:
        container["resources"] = dict(made.resources)
    return container


def _proxy_init(made: ProxyContainers, port: int, strict: bool) -> Json:
    security: Json = {
        "capabilities": {"add": ["NET_ADMIN"], "drop": ["ALL"]},
        "privileged": True,
        "runAsNonRoot": False,
        "runAsUser": 0,
    }
    if not strict:
        security |= {
            "allowPrivilegeEscalation": False,
            "capabilities": {"add": ["NET_ADMIN", "NET_RAW"], "drop": ["ALL"]},
            "privileged": False,
            "seccompProfile": {"type": "RuntimeDefault"},
        }
    container: Json = {
        "name": PROXY_INIT_NAME,
        "image": made.init_image,
        "imagePullPolicy": "IfNotPresent",
        "securityContext": security,
        "env": [{"name": "PROXY_PORT", "value": str(port)}],
    }
    if made.init_resources and not strict:
        container["resources"] = dict(made.init_resources)
    return container
