from __future__ import annotations

from aksess.cloud.operation import Granted
from aksess.cloud.services.appconfig.routes import ITEMS, LISTS


def test_every_operation_demands_a_data_action_of_the_store() -> None:
    """What reads demands a read, what writes never does."""
    for (method, path), operation in {**LISTS, **ITEMS}.items():
        demand = operation.demand
        assert isinstance(demand, Granted), path
        assert demand.data
        assert demand.action.startswith("Microsoft.AppConfiguration/configurationStores/")
        assert (method in ("GET", "HEAD")) == demand.action.endswith("/read")
