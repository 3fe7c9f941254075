"""What a token can be for."""

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.audiences import EXCHANGE, EXCHANGE_ID, FIRST_PARTY, Missing, Resource, find_resource
from aksess.cloud.identity.directory import Application, Kind, Principal


def test_every_first_party_is_known_by_each_name_with_and_without_a_slash(cloud: Cloud) -> None:
    for app_id, names in FIRST_PARTY.items():
        for name in (app_id, *names, *(f"{each}/" for each in names)):
            found = find_resource(cloud.directory, name)

            assert isinstance(found, Resource)
            said = app_id if app_id == EXCHANGE_ID else name
            assert (app_id, said) == (found.app_id, found.audience)


def test_no_application_of_the_tenant_can_take_a_name_of_microsofts(cloud: Cloud) -> None:
    """Whoever may register applications would otherwise get tokens in another's name."""
    with cloud.store.transaction():
        cloud.directory.put_application(Application("o", "a", "evil", ["https://vault.azure.net"], token_version=2))
        cloud.directory.put(Principal("p", Kind.APPLICATION, "evil", "a", application_id="o"))
    found = find_resource(cloud.directory, "https://vault.azure.net")

    assert found == Resource("https://vault.azure.net", "cfa8b339-82a2-471a-a3c9-0fc0be7a4093", 1)


@pytest.mark.parametrize("name", [EXCHANGE, EXCHANGE_ID])
def test_a_token_for_the_exchange_is_a_v2_one(cloud: Cloud, name: str) -> None:
    """So it names the client id of the service, by whichever name it was asked for."""
    assert Resource(EXCHANGE_ID, EXCHANGE_ID, 2) == find_resource(cloud.directory, name)


@pytest.mark.parametrize(
    "name", ["", "/", "https://", "https:///", "x" * 100_000, "\x00", "https://a.blob.core.windows.net.evil.test"]
)
def test_what_nobody_has_is_unknown(cloud: Cloud, name: str) -> None:
    assert find_resource(cloud.directory, name) is Missing.UNKNOWN
