"""The kubelet's API, as much of it as the API server uses: logs, exec, attach, port-forward, pods, health.

kubernetes/kubernetes, pkg/kubelet/server/server.go has the paths and the texts. TLS asks for a certificate of the
cluster; only the API server's, which is one of ``system:masters``, is served.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from aksess.clock import Clock
from aksess.cluster.node.container_state import Waiting
from aksess.cluster.node.kubelet_request import Exchange
from aksess.cluster.node.log_reader import LogQuery, WrongLogQuery, read_log
from aksess.cluster.node.pod_state import PodState
from aksess.cluster.node.pods import Pods
from aksess.cluster.node.services import log_path
from aksess.cluster.node.streaming import Streaming


class Rejected(Exception):
    """A request that cannot be served. status: of the answer."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class KubeletApi:
    """Answers requests about the pods of a node. group: the one that a client has to be in, empty for any client."""

    pods: Pods
    clock: Clock
    group: str = ""

    async def handle(self, exchange: Exchange) -> None:
        """Answer one request."""
        try:
            if self.group and self.group not in exchange.groups:
                raise Rejected(403, f"the client is in {exchange.groups}; expected a certificate of {self.group}")
            match exchange.path:
                case ["healthz" | "livez"]:
                    await exchange.answer(200, "ok")
                case ["pods"]:
                    items = [each.pod for each in self.pods]
                    content = {"kind": "PodList", "apiVersion": "v1", "metadata": {}, "items": items}
                    await exchange.answer(200, json.dumps(content), "application/json")
                case ["containerLogs", namespace, name, container]:
                    await self._logs(exchange, self._pod(namespace, name), container)
                case ["exec", namespace, name, container]:
                    await self._streaming(namespace, name).exec(exchange, container)
                case ["attach", namespace, name, container]:
                    await self._streaming(namespace, name).attach(exchange, container)
                case ["portForward", namespace, name]:
                    await self._streaming(namespace, name).port_forward(exchange)
                case _:
                    raise Rejected(404, f"this node does not serve /{'/'.join(exchange.path)}")
        except Rejected as error:
            await exchange.answer(error.status, str(error))

    def _streaming(self, namespace: str, name: str) -> Streaming:
        return Streaming(self._pod(namespace, name))

    def _pod(self, namespace: str, name: str) -> PodState:
        found = self.pods.named(namespace, name)
        if found is None:
            raise Rejected(404, f'pod "{name}" not found in namespace "{namespace}"')
        return found

    async def _logs(self, exchange: Exchange, pod: PodState, container: str) -> None:
        if container not in pod.records:
            raise Rejected(404, f'container "{container}" not found in pod "{pod.key.name}"')
        try:
            query = LogQuery.of(dict(exchange.query), self.clock.now())
        except WrongLogQuery as error:
            raise Rejected(400, str(error)) from error
        record, run = pod.records[container], pod.runs.get(container)
        # In a back-off the run that ended last is the previous one, and the only one to show.
        back = 1 if query.previous and not isinstance(record.state, Waiting) else 0
        path = log_path(pod.folder, container, record.restarts - back)
        if not path.exists():
            what = "previous terminated container" if query.previous else "container"
            raise Rejected(400, f'{what} "{container}" in pod "{pod.key.name}" not found')
        live = run.log if run is not None and run.log.path == path else None
        await exchange.stream(read_log(path, query, live))
