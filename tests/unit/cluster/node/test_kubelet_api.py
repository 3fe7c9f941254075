"""The kubelet's API: logs, pods, health."""

import asyncio
import json
from pathlib import Path

import pytest

from aksess.cluster.node.kubelet_api import KubeletApi
from tests.unit.cluster.node.builders import pod
from tests.unit.cluster.node.kubelet_client import answer_of, connected
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import NodeScene, node

LOGS = "/containerLogs/shop/web/main"


def api(scene: NodeScene) -> KubeletApi:
    return KubeletApi(scene.pods, scene.clock)


@in_loop
async def test_logs_of_this_run_and_of_the_one_before_are_served(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        first = await scene.started()
        first.output("stdout", b"one\ntwo\n")
        first.end(1)
        (await scene.started(times=2)).output("stdout", b"three\n")
        handle = api(scene).handle

        assert (200, "three\n") == await answer_of(handle, LOGS)
        assert (200, "two\n") == await answer_of(handle, f"{LOGS}?previous=true&tailLines=1")


@in_loop
async def test_in_a_back_off_the_previous_log_is_that_of_the_last_crash(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        for times, said in ((1, b"first\n"), (2, b"second\n")):
            process = await scene.started(times=times)
            process.output("stdout", said)
            process.end(1)
        await until(lambda: "waiting" in scene.container()["state"])

        assert (200, "second\n") == await answer_of(api(scene).handle, f"{LOGS}?previous=true")
        assert (200, "second\n") == await answer_of(api(scene).handle, LOGS)


@in_loop
async def test_a_follower_sees_the_end_of_the_container(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(restartPolicy="Never"))
        process = await scene.started()
        reading = asyncio.ensure_future(answer_of(api(scene).handle, f"{LOGS}?follow=true"))
        await asyncio.sleep(0.01)
        process.output("stdout", b"late\n")
        process.end(0)

        assert (200, "late\n") == await reading


@in_loop
async def test_a_client_that_goes_away_ends_its_follower(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        process = await scene.started()
        found = scene.pods.named("shop", "web")
        assert found is not None
        log = found.runs["main"].log
        async with connected(api(scene).handle) as (reader, writer):
            writer.write(f"GET {LOGS}?follow=true HTTP/1.1\r\nHost: n\r\n\r\n".encode())
            await reader.readuntil(b"\r\n\r\n")
            before = log.followers
        await until(lambda: log.followers == 0)

        assert 1 == before
        assert not process.signals


@pytest.mark.parametrize(
    ("target", "answer"),
    [
        ("/containerLogs/shop/none/main", (404, 'pod "none" not found in namespace "shop"')),
        ("/containerLogs/shop/web/none", (404, 'container "none" not found in pod "web"')),
        (f"{LOGS}?previous=true", (400, 'previous terminated container "main" in pod "web" not found')),
        ("/exec/shop/web/none", (404, 'container "none" of pod "web" does not run')),
        ("/attach/shop/web/none", (404, 'container "none" of pod "web" does not run')),
        ("/runningpods/", (404, "this node does not serve /runningpods")),
        ("/healthz", (200, "ok")),
    ],
)
def test_each_request_has_its_answer(tmp_path: Path, target: str, answer: tuple[int, str]) -> None:
    @in_loop
    async def ask() -> None:
        async with node(tmp_path) as scene:
            scene.bind(pod())
            await scene.started()

            assert answer == await answer_of(api(scene).handle, target)

    ask()


@in_loop
async def test_a_query_that_is_not_valid_is_refused(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        status, text = await answer_of(api(scene).handle, f"{LOGS}?tailLines=few")

        assert 400 == status
        assert text.startswith("the query of the log is not valid")


@in_loop
async def test_the_pods_of_the_node_are_listed(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        await scene.started()
        _, text = await answer_of(api(scene).handle, "/pods")

        assert ["web"] == [each["metadata"]["name"] for each in json.loads(text)["items"]]


@in_loop
async def test_another_client_than_the_api_server_is_refused(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        status, text = await answer_of(KubeletApi(scene.pods, scene.clock, "system:masters").handle, "/pods")

        assert (403, "the client is in []; expected a certificate of system:masters") == (status, text)
