from __future__ import annotations

from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.services.appconfig.routes import ITEMS, LISTS


def test_every_operation_demands_a_data_action_of_the_store() -> None:
    """What reads requires a read, what writes never does."""
    for (method, path), operation in {**LISTS, **ITEMS}.items():
        requirement = operation.requirement
        assert isinstance(requirement, RequiresRole), path
        assert requirement.data
        assert requirement.action.startswith("Microsoft.AppConfiguration/configurationStores/")
        assert (method in ("GET", "HEAD")) == requirement.action.endswith("/read")
