"""A listener for each pod."""

import asyncio
from typing import Any

from aksess.cluster.node.pod_listeners import PodListeners
from aksess.pods.control import Control
from aksess.wire.control import ListenerInfo, ListenerRequest
from tests.unit.cluster.node.loops import in_loop


class FakeControl(Control):
    """A control host that remembers."""

    def __init__(self) -> None:
        super().__init__(1, "key")
        self.asked: list[Any] = []

    def open_listener(self, wanted: ListenerRequest) -> ListenerInfo:
        self.asked.append(wanted)
        return ListenerInfo(port=4001, name=wanted.name, address="127.0.0.1")

    def close_listener(self, port: int) -> None:
        self.asked.append(port)


@in_loop
async def test_a_listener_belongs_to_its_pod_and_ends_with_it() -> None:
    control = FakeControl()
    listeners = PodListeners(control, {"HTTPS_PROXY": "http://proxy.test", "HOME": "/root"}, "/clusters/one")
    port = await listeners.open("shop/web")
    await listeners.close(port)
    await listeners.close(port)
    await asyncio.sleep(0)

    assert 4001 == port
    assert ("shop/web", "/clusters/one") == (control.asked[0].name, control.asked[0].cluster_id)
    assert {"HTTPS_PROXY": "http://proxy.test"} == control.asked[0].proxies
    assert [4001] == control.asked[1:]
