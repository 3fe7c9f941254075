from __future__ import annotations

import pytest

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.stores import DAY, history_of, tier_of, uid_of


@pytest.mark.parametrize(("sku", "days"), [("free", 7), ("developer", 7), ("standard", 30), ("premium", 30)])
def test_the_tier_says_how_long_revisions_are_kept(sku: str, days: int) -> None:
    store = Resource("/s", "s", "t", body={"sku": {"name": sku.title()}})

    assert (sku, days * DAY) == (tier_of(store), history_of(store))


def test_a_record_without_a_guid_goes_by_its_id() -> None:
    assert ("|s", "u") == (uid_of(Resource("/S", "s", "t")), uid_of(Resource("/S", "s", "t", private={"uid": "u"})))
