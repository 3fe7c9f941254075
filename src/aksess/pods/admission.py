"""What admission gives a pod whose only container is a program on this machine: variables and projected tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from aksess.chain.annotations import USE
from aksess.inject import Denied, ServiceAccount, Settings, inject
from aksess.pods.errors import NotAdmitted

CONTAINER = "command"


@dataclass(frozen=True, slots=True)
class Projected:
    """A token in a volume. mount: path in the container; path: within the volume; expiration: seconds."""

    mount: str
    path: str
    audience: str
    expiration: int


@dataclass(frozen=True, slots=True)
class Admitted:
    """The container as the kubelet would start it: variables, and where its tokens go. warnings: for the user."""

    variables: Mapping[str, str]
    tokens: tuple[Projected, ...]
    warnings: tuple[str, ...]

    def rooted_at(self, root: Path) -> dict[str, str]:
        """The variables, with every path into a volume read below ``root`` in place of ``/``."""
        mounts = {token.mount for token in self.tokens}
        return {
            name: f"{root}{value}" if any(value.startswith(f"{mount}/") for mount in mounts) else value
            for name, value in self.variables.items()
        }


def admit(
    namespace: str, account: str, annotations: Mapping[str, str], tenant_id: str, name: str, uid: str
) -> Admitted:
    """Run a labelled pod of that service account through admission. Raises NotAdmitted where it is denied."""
    pod: dict[str, Any] = {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "namespace": namespace, "uid": uid, "labels": {USE: "true"}},
        "spec": {"serviceAccountName": account, "containers": [{"name": CONTAINER, "image": "scratch"}]},
    }
    outcome = inject(pod, ServiceAccount(account, annotations), Settings(tenant_id), namespace)
    if isinstance(outcome, Denied):
        raise NotAdmitted(f"The pod was denied as the webhook would deny it: {outcome.message}")
    spec = outcome.pod["spec"]
    container = spec["containers"][0]
    return Admitted(
        variables={each["name"]: each["value"] for each in container.get("env", []) if "value" in each},
        tokens=tuple(_tokens(spec, container)),
        warnings=tuple(str(each) for each in outcome.warnings),
    )


def _tokens(spec: Mapping[str, Any], container: Mapping[str, Any]) -> list[Projected]:
    volumes = {each["name"]: each for each in spec.get("volumes", [])}
    return [
        Projected(mount["mountPath"], token["path"], token["audience"], token["expirationSeconds"])
        for mount in container.get("volumeMounts", [])
        for source in volumes[mount["name"]].get("projected", {}).get("sources", [])
        if (token := source.get("serviceAccountToken"))
    ]
