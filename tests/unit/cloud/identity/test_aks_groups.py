"""Groups in the tokens of AKS's server application."""

from typing import Any

from aksess.cloud.identity.audiences import Resource
from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.identity.token_claims import BY_SECRET, Grounds
from tests.cloud_fixtures import Ask

AKS = "6dae42f8-4368-4678-94ff-3960e28e3630"
ADMINS, ABOVE = "aaaaaaaa-1111-4111-8111-111111111111", "bbbbbbbb-1111-4111-8111-111111111111"


def claims(ask: Ask, app_id: str) -> dict[str, Any]:
    operator = ask.cloud.directory.get(ask.cloud.settings.operator_object_id)
    assert operator is not None
    return ask.cloud.token_claims.make(operator, Grounds(Resource(app_id, app_id), BY_SECRET), 3600)


def test_a_token_for_aks_names_every_group_by_object_id(ask: Ask) -> None:
    """Directly or through another group; no other resource's token names any."""
    operator = ask.cloud.settings.operator_object_id
    with ask.cloud.store.transaction():
        ask.cloud.directory.put(Principal(ADMINS, Kind.GROUP, "admins", members=[operator]))
        ask.cloud.directory.put(Principal(ABOVE, Kind.GROUP, "above", members=[ADMINS]))

    assert [ADMINS, ABOVE] == claims(ask, AKS)["groups"]
    assert "groups" not in claims(ask, "cfa8b339-82a2-471a-a3c9-0fc0be7a4093")


def test_who_is_in_no_group_has_an_empty_list(ask: Ask) -> None:
    assert [] == claims(ask, AKS)["groups"]
