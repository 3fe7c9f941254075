"""Reports the status of a pod to the API server whenever it has changed."""

from __future__ import annotations

from typing import Any, Final

from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.services import NodeServices
from aksess.cluster.node.status import pod_status

# The pod is gone, or the name is another pod's now.
NO_LONGER_THERE: Final = (404, 409)


class StatusReport:
    """The status of one pod."""

    def __init__(self, state: PodState, services: NodeServices) -> None:
        self._state = state
        self._services = services
        self._reported: dict[str, Any] = {}

    async def publish(self) -> bool:
        """Patch the pod's status where it has changed; whether the API server has it now."""
        state, services = self._state, self._services
        facts = state.facts(services.host_ip, services.runtime.name)
        status = pod_status(state.pod, state.containers, state.records, facts, services.clock.now())
        if status == self._reported:
            return True
        key = state.key
        path = f"/api/v1/namespaces/{key.namespace}/pods/{key.name}/status"
        try:
            pod = await services.api.patch(path, {"metadata": {"uid": key.uid}, "status": status})
        except ApiError as error:
            return error.status in NO_LONGER_THERE
        except ApiGone:
            return False
        self._reported = status
        _take(state, pod)
        return True


def _take(state: PodState, pod: dict[str, Any]) -> None:
    """The answer is the newest version of the pod, unless the watch was faster."""
    if int(pod["metadata"]["resourceVersion"]) > int(state.pod["metadata"].get("resourceVersion") or 0):
        state.pod = slim_pod(pod)


def slim_pod(pod: dict[str, Any]) -> dict[str, Any]:
    """A pod without what the node never reads."""
    pod["metadata"].pop("managedFields", None)
    return pod
