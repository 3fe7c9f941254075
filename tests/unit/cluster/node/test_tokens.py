"""Service account tokens."""

from pathlib import Path

import pytest

from aksess.cluster.node.pod import key_of
from aksess.cluster.node.volume_files import TokenWanted, VolumeFailed
from tests.unit.cluster.node.builders import pod
from tests.unit.cluster.node.loops import in_loop
from tests.unit.cluster.node.node_scene import node

WANTED = TokenWanted("api://AzureADTokenExchange", 3600)
DAYS = TokenWanted("", 7 * 24 * 3600)
PATH = "/api/v1/namespaces/shop/serviceaccounts/default/token"


@in_loop
async def test_a_token_is_kept_until_it_is_due(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        tokens, asked = scene.services.tokens, pod()
        first = await tokens.get(asked, WANTED)
        scene.clock.advance(0.8 * 3600 - 1)
        second = await tokens.get(asked, WANTED)
        scene.clock.advance(2)

        assert ("token-1", "token-1", "token-2") == (first, second, await tokens.get(asked, WANTED))


@in_loop
async def test_a_long_token_is_renewed_every_day(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        await scene.services.tokens.get(pod(), DAYS)

        assert scene.clock.now() + 24 * 3600 == scene.services.tokens.next_renewal(key_of(pod()))


@in_loop
async def test_a_token_that_cannot_be_renewed_stays_as_long_as_it_is_valid(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        tokens, asked = scene.services.tokens, pod()
        await tokens.get(asked, WANTED)
        scene.api.gone = True
        scene.clock.advance(0.9 * 3600)
        still = await tokens.get(asked, WANTED)
        scene.clock.advance(0.2 * 3600)

        assert "token-1" == still
        with pytest.raises(VolumeFailed, match="failed to fetch token: nobody answers"):
            await tokens.get(asked, WANTED)


@in_loop
async def test_a_service_account_that_is_not_there_is_told_as_the_api_server_tells_it(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.refusals[PATH] = 404
        with pytest.raises(VolumeFailed, match="failed to fetch token: .*token is refused"):
            await scene.services.tokens.get(pod(), WANTED)


@in_loop
async def test_the_tokens_of_a_pod_that_is_gone_are_forgotten(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        await scene.services.tokens.get(pod(), WANTED)
        scene.services.tokens.forget(key_of(pod()))

        assert None is scene.services.tokens.next_renewal(key_of(pod()))
