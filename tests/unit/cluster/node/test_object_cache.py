"""ConfigMaps and Secrets that pods read."""

from pathlib import Path

import pytest

from aksess.cluster.errors import ApiError
from aksess.cluster.node.object_cache import FORBIDDEN_ATTEMPTS, ObjectCache
from aksess.cluster.node.pod import PodKey
from aksess.cluster.node.references import Kind, ObjectKey
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node

KEY = ObjectKey(Kind.CONFIG_MAP, "shop", "config")
PATH = "/api/v1/namespaces/shop/configmaps/config"
WEB, API = PodKey("shop", "web", "1"), PodKey("shop", "api", "2")


@in_loop
async def test_pods_share_one_request_and_one_watch(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.put(PATH, {"data": {"a": "1"}})
        cache = scene.services.objects
        first, second = await cache.read(WEB, [KEY]), await cache.read(API, [KEY])
        await until(lambda: ("WATCH", PATH.rpartition("/")[0]) in scene.api.asked)

        assert first == second
        assert 2 == len(scene.api.asked)
        assert {WEB, API} == cache.readers(KEY)


@in_loop
async def test_an_object_that_is_not_there_is_none_until_it_comes(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        found = await scene.services.objects.read(WEB, [KEY])

        assert {KEY: None} == found


@in_loop
async def test_changes_are_told_and_deletions_too(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.put(PATH, {"data": {"a": "1"}})
        cache = scene.services.objects
        await cache.read(WEB, [KEY])
        await until(lambda: ("WATCH", PATH.rpartition("/")[0]) in scene.api.asked)
        scene.api.put(PATH, {"data": {"a": "2"}})
        await until(lambda: (cache.known([KEY])[KEY] or {}).get("data") == {"a": "2"})
        scene.api.remove(PATH)
        await until(lambda: cache.known([KEY])[KEY] is None)


@in_loop
async def test_a_change_of_what_a_pod_can_read_is_told(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        told: list[ObjectKey] = []
        cache = ObjectCache(scene.api, told.append)
        version = {"metadata": {"resourceVersion": "1"}}
        cache.put(KEY, version | {"data": {"a": "1"}})
        cache.put(KEY, version | {"data": {"a": "1"}, "binaryData": {"b": "AAE="}})
        cache.put(KEY, {"metadata": {"resourceVersion": "2"}, "data": {"a": "1"}, "binaryData": {"b": "AAE="}})

        assert [KEY, KEY] == told


@in_loop
async def test_what_nobody_reads_any_more_is_forgotten(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.put(PATH, {"data": {"a": "1"}})
        cache = scene.services.objects
        await cache.read(WEB, [KEY])
        await cache.read(API, [KEY])
        cache.forget(WEB)
        kept = cache.known_keys()
        cache.forget(API)

        assert [KEY] == kept
        assert [] == cache.known_keys()


@in_loop
async def test_an_immutable_object_is_not_watched(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.put(PATH, {"data": {"a": "1"}, "immutable": True})
        await scene.services.objects.read(WEB, [KEY])

        assert [("GET", PATH)] == scene.api.asked


@in_loop
async def test_the_authorizer_is_given_time_to_learn_of_a_pod(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.refusals[PATH] = 403
        with pytest.raises(ApiError):
            await scene.services.objects.read(WEB, [KEY])

        assert FORBIDDEN_ATTEMPTS + 1 == len(scene.api.asked)
