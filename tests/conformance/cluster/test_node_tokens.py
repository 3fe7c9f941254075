"""Tokens and objects of pods from the real API server, as the node's own certificate gets them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import msgspec

from aksess.clock import AheadClock
from aksess.cluster.api import Address, Api, client_context
from aksess.cluster.node.object_cache import ObjectCache
from aksess.cluster.node.pod import key_of
from aksess.cluster.node.references import Kind, ObjectKey
from aksess.cluster.node.tokens import Tokens
from aksess.cluster.node.volume_files import TokenWanted
from aksess.cluster.options import NodeOptions
from aksess.cluster.pki import Pki
from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.node_objects import config_map, pod, shell

WANTED = TokenWanted("api://AzureADTokenExchange", 600)
FOREVER = "trap 'exit 0' TERM; while true; do sleep 0.2; done"


def node_api(folder: Path) -> Api:
    """The API server as the node of the cluster sees it."""
    [file] = folder.glob(".aksess/clusters/*/config/node.json")
    options = msgspec.json.decode(file.read_bytes(), type=NodeOptions)
    pki = Pki(Path(options.pki))
    context = client_context(str(pki.authority), str(pki.certificate("node")), str(pki.key("node")))
    return Api(Address("127.0.0.1", options.api_port, "localhost", context))


def running(azure: Azure, asked: dict[str, Any]) -> dict[str, Any]:
    """A pod that runs."""
    azure.apply(asked)
    azure.kubectl("wait", "--for=condition=Ready", f"pod/{asked['metadata']['name']}", "--timeout=40s")
    found: dict[str, Any] = azure.get("pod", asked["metadata"]["name"])
    return found


def test_a_token_is_renewed_at_80_percent_of_a_shortened_life(azure: Azure) -> None:
    """The pod names the audience: the API server gives a node tokens for no other."""
    source = {"audience": WANTED.audience, "expirationSeconds": WANTED.expiration, "path": "token"}
    volumes = [{"name": "t", "projected": {"sources": [{"serviceAccountToken": source}]}}]
    asked = running(azure, pod("renewed", shell(FOREVER), volumes=volumes))
    ahead = [0.0]

    async def scenario() -> list[str]:
        api = node_api(azure.folder)
        tokens = Tokens(api, AheadClock(lambda: ahead[0]))
        found = []
        for seconds in (0.0, 479.0, 481.0):
            ahead[0] = seconds
            found.append(await tokens.get(asked, WANTED))
        await api.close()
        return found

    first, still, renewed = asyncio.run(scenario())

    assert first == still
    assert first != renewed


def test_the_node_reads_and_watches_what_its_pods_name(azure: Azure) -> None:
    """One object by its name, which is all that the Node authorizer allows."""
    volumes = [{"name": "v", "configMap": {"name": "seen"}}]
    azure.apply(config_map("seen", colour="blue"))
    asked = running(azure, pod("seeing", shell(FOREVER), volumes=volumes))
    key = ObjectKey(Kind.CONFIG_MAP, "default", "seen")

    async def scenario() -> list[Any]:
        api, changed = node_api(azure.folder), asyncio.Event()
        cache = ObjectCache(api, lambda _: changed.set())
        before = await cache.read(key_of(asked), [key])
        await asyncio.to_thread(azure.apply, config_map("seen", colour="green"))
        async with asyncio.timeout(20):
            await changed.wait()
        after = cache.known([key])
        cache.close()
        await api.close()
        return [(each[key] or {})["data"] for each in (before, after)]

    assert [{"colour": "blue"}, {"colour": "green"}] == asyncio.run(scenario())
