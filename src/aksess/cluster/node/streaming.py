"""exec, attach and port-forward of a pod, over WebSocket."""

from __future__ import annotations

from dataclasses import dataclass

from aksess.cluster.node.kubelet_request import Exchange
from aksess.cluster.node.pod_state import PodState


@dataclass(frozen=True, slots=True)
class Streaming:
    """Serves the streams of one pod."""

    pod: PodState

    async def exec(self, exchange: Exchange, container: str) -> None:
        """Run a command in a container."""
        await exchange.answer(501, f"exec {container}")

    async def attach(self, exchange: Exchange, container: str) -> None:
        """Show what a container writes, from now on, and write to it."""
        await exchange.answer(501, f"attach {container}")

    async def port_forward(self, exchange: Exchange) -> None:
        """Connect to ports of the pod."""
        await exchange.answer(501, "port-forward")
