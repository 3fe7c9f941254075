"""Hostile access tokens: no resource server accepts one.

Each row makes a token from a good one. Every server is shown every token, and gives away nothing.
"""

from __future__ import annotations

import pytest

from aksess.cloud.oidc.signing_keys import public_of
from tests.cloud_fixtures import Ask
from tests.hostile.forging import OTHER_KEY
from tests.hostile.minting import HOSTILE, Make
from tests.hostile.resource_servers import OWNER, SECRET, SERVERS, ResourceServer, furnish, placed


@pytest.fixture
def owned(ask: Ask) -> Ask:
    """A cloud in which an owner may read everything."""
    furnish(ask)
    return ask


@pytest.mark.parametrize("server", SERVERS, ids=lambda server: server.name)
def test_the_owner_gets_in(owned: Ask, server: ResourceServer) -> None:
    """The token that the table takes apart is a good one."""
    place = placed(server, owned)

    assert place.read(owned, owned.token(OWNER, server.audience)).status == 200


@pytest.mark.parametrize("server", SERVERS, ids=lambda server: server.name)
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_nobody_accepts_it(owned: Ask, make: Make, server: ResourceServer) -> None:
    """Refused as unproven, with nothing told, and by no failure of ours."""
    reply = placed(server, owned).read(owned, make(owned, server.audience))

    assert reply.status in (401, 403)
    assert SECRET not in reply.body.decode()
    assert () == owned.cloud.activity_log.recent[-1].defect


@pytest.mark.parametrize("server", SERVERS, ids=lambda server: server.name)
def test_a_deleted_owner_is_proven_and_has_nothing(owned: Ask, server: ResourceServer) -> None:
    """Its token lives on, as on Azure; its grants do not."""
    token = owned.token(OWNER, server.audience)
    with owned.cloud.store.transaction():
        owned.cloud.directory.delete(OWNER)

    assert placed(server, owned).read(owned, token).status in (401, 403, 404)
    assert SECRET not in placed(server, owned).read(owned, token).body.decode()


def test_a_token_for_one_server_opens_no_other(owned: Ask) -> None:
    """Every pair of servers."""
    opened = [
        (server.name, other.name)
        for server in SERVERS
        for other in SERVERS
        if server.audience != other.audience
        and placed(server, owned).read(owned, owned.token(OWNER, other.audience)).status not in (401, 403)
    ]

    assert opened == []


def test_the_key_that_forges_is_not_entras(ask: Ask) -> None:
    """The table's forger holds no key of the cloud's."""
    assert public_of(OTHER_KEY).public_numbers() != public_of(ask.cloud.tokens.key().pem).public_numbers()
