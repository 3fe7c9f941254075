"""The objects of manifests, as the pod runner asks for them."""

from typing import Any

import pytest

from aksess.clock import FakeClock
from aksess.cluster.errors import NotFound
from aksess.cluster.play.manifests import Manifests, ObjectName
from aksess.cluster.play.object_source import ObjectSource
from tests.unit.cluster.node.builders import pod
from tests.unit.cluster.node.loops import in_loop

SHOP = "/api/v1/namespaces/shop"


class Scene:
    """A source, and what it told."""

    def __init__(self) -> None:
        self.changed: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        objects = Manifests(
            config_maps={ObjectName("shop", "conf"): {"metadata": {"name": "conf"}, "data": {"k": "v"}}}
        )
        self.source = ObjectSource(objects, FakeClock(), self.token, self.changed.append, self.events.append)

    async def token(self, account: ObjectName, content: dict[str, Any]) -> dict[str, Any]:
        return {"token": str(account), "asked": content}


@in_loop
async def test_a_config_map_is_found_and_another_is_not() -> None:
    scene = Scene()

    assert {"k": "v"} == (await scene.source.get(f"{SHOP}/configmaps/conf"))["data"]
    with pytest.raises(NotFound, match='configmaps "other" not found'):
        await scene.source.get(f"{SHOP}/configmaps/other")
    with pytest.raises(NotFound):
        await scene.source.get("/api/v1/nodes")


@in_loop
async def test_a_token_request_is_handed_on_with_its_service_account() -> None:
    answer = await Scene().source.create(f"{SHOP}/serviceaccounts/wi/token", {"spec": {}})

    assert {"token": "shop/wi", "asked": {"spec": {}}} == answer["status"]


@in_loop
async def test_each_change_of_a_pod_is_a_newer_version() -> None:
    scene = Scene()
    added = scene.source.add(pod(), "uid-9")
    patched = await scene.source.patch(f"{SHOP}/pods/web/status", {"status": {"phase": "Running"}})
    asked = scene.source.ask_to_end(ObjectName("shop", "web"))
    versions = [int(each["metadata"]["resourceVersion"]) for each in (added, patched, asked)]

    assert sorted(set(versions)) == versions
    assert ("uid-9", 30) == (asked["metadata"]["uid"], asked["metadata"]["deletionGracePeriodSeconds"])
    await scene.source.delete(f"{SHOP}/pods/web")
    assert {} == scene.source.pods
    assert 2 == len(scene.changed)
    with pytest.raises(NotFound):
        await scene.source.patch(f"{SHOP}/pods/web/status", {"status": {}})


@in_loop
async def test_events_are_reported_and_their_counts_are_dropped() -> None:
    scene = Scene()
    await scene.source.create(f"{SHOP}/events", {"reason": "Started"})
    await scene.source.patch(f"{SHOP}/events/web.1", {"count": 2})

    assert [{"reason": "Started"}] == scene.events
