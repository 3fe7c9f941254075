"""The supervisors of a local Azure's clusters, with a program that only says how it was started."""

import asyncio
import os
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import TypeVar

import pytest

from aksess.cli.cluster_runner import CLUSTER, ClusterRunner
from aksess.cloud.administration import NotAdministered
from aksess.cloud.cloud import Cloud
from aksess.cloud.resources.inventory import Resource
from aksess.cluster.layout import Layout
from aksess.wire.cluster import StartCluster
from tests.unit.cluster.plans import CLUSTER_ID

T = TypeVar("T")
HOST = "widemo-1.hcp.westeurope.azmk8s.io"
# Starts once there is an octet in the FIFO of its argument; its version is its images and its cluster's creation.
SUPERVISOR = """
import json, os, sys
asked = json.loads(sys.stdin.readline())
if sys.argv[1:]:
    os.read(os.open(sys.argv[1], os.O_RDONLY), 1)
print(json.dumps({"port": 6443, "version": " ".join([*asked["images"], str(asked["created"])])}), flush=True)
sys.stdin.read()
"""


def runner(cloud: Cloud, folder: Path, *arguments: str) -> ClusterRunner:
    put(cloud)
    return ClusterRunner(cloud, folder, 8443, [sys.executable, "-c", SUPERVISOR, *arguments])


def put(cloud: Cloud, host: str = HOST, created: float = 0.0) -> None:
    properties = {"fqdn": host}
    with cloud.store.transaction():
        cloud.inventory.put(Resource(CLUSTER_ID, "widemo-aks", CLUSTER, properties=properties, created=created))


def run(runner: ClusterRunner, scenario: Coroutine[None, None, T]) -> T:
    async def whole() -> T:
        try:
            return await scenario
        finally:
            await runner.close()

    return asyncio.run(whole())


def resumed(folder: Path, runner: ClusterRunner) -> None:
    layout = Layout.of(folder, CLUSTER_ID)
    layout.folder.mkdir(parents=True)
    layout.wanted.touch()
    runner.resume(CLUSTER_ID)


def opened_fifo(path: Path) -> int:
    os.mkfifo(path)
    return os.open(path, os.O_RDWR)


def test_a_connection_to_its_name_starts_a_cluster(cloud: Cloud, tmp_path: Path) -> None:
    clusters = runner(cloud, tmp_path)

    assert ("127.0.0.1", 6443) == run(clusters, clusters.address(HOST))


def test_a_name_that_a_cluster_no_longer_has_leads_nowhere(cloud: Cloud, tmp_path: Path) -> None:
    clusters = runner(cloud, tmp_path)

    async def scenario() -> None:
        await clusters.address(HOST)
        put(cloud, "private.hcp.westeurope.azmk8s.io")
        assert ("127.0.0.1", 6443) == await clusters.address("private.hcp.westeurope.azmk8s.io")
        with pytest.raises(NotAdministered, match="not in this local Azure"):
            await clusters.address(HOST)

    run(clusters, scenario())


def test_a_stop_during_the_start_stops(cloud: Cloud, tmp_path: Path) -> None:
    """`aksess up` starts a cluster again in the background, and `aksess cluster stop` may come meanwhile."""
    clusters = runner(cloud, tmp_path, str(tmp_path / "gate"))
    gate = opened_fifo(tmp_path / "gate")

    async def scenario() -> tuple[bool, int]:
        resumed(tmp_path, clusters)
        stopping = asyncio.create_task(clusters.stop(CLUSTER_ID))
        await asyncio.to_thread(os.write, gate, b".")
        return await stopping, clusters.port(CLUSTER_ID)

    assert (True, 0) == run(clusters, scenario())
    assert not Layout.of(tmp_path, CLUSTER_ID).wanted.exists()


def test_options_that_come_during_the_start_count(cloud: Cloud, tmp_path: Path) -> None:
    clusters = runner(cloud, tmp_path, str(tmp_path / "gate"))
    gate = opened_fifo(tmp_path / "gate")

    async def scenario() -> str:
        resumed(tmp_path, clusters)
        starting = asyncio.create_task(clusters.start(CLUSTER_ID, StartCluster(images={"python": ["python3"]})))
        await asyncio.to_thread(os.write, gate, b"..")
        return (await starting).version

    assert "python 0.0" == run(clusters, scenario())


def test_a_cluster_that_was_deleted_and_created_again_is_another_one(cloud: Cloud, tmp_path: Path) -> None:
    clusters = runner(cloud, tmp_path)

    async def scenario() -> list[str]:
        before = await clusters.start(CLUSTER_ID, StartCluster())
        same = await clusters.start(CLUSTER_ID, StartCluster())
        put(cloud, created=2.0)
        after = await clusters.start(CLUSTER_ID, StartCluster())
        return [before.version, same.version, after.version]

    assert ["0.0", "0.0", "2.0"] == run(clusters, scenario())
