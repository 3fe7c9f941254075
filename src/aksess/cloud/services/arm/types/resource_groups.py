"""Microsoft.Resources/resourceGroups. Microsoft Learn, "Resource Groups" (REST), "Naming rules for Azure resources"."""

from __future__ import annotations

import re
from typing import Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.services.arm import reads
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.filters import TAG_TERMS, carries, read_filter
from aksess.cloud.services.arm.kind import CRUD, Codes, Kinds, Override, Placement, ResourceType, Write

_NAME: Final = re.compile(names.RESOURCE_GROUP)
_ACTIONS: Final = "Microsoft.Resources/subscriptions/resourceGroups"


def _before_write(write: Write) -> None:
    resource = write.resource
    if write.before is None and not _NAME.fullmatch(resource.name):
        raise bad_request(
            "InvalidResourceGroup",
            f"The provided resource group name '{resource.name}' is invalid. The name can only be a letter, digit, "
            "'-', '.', '(', ')' or '_', up to 90 of them, and cannot end with a period.",
        )
    # ``managedBy`` is said once, when the group is made.
    if write.before is not None and "managedBy" in write.before.body:
        resource.body["managedBy"] = write.before.body["managedBy"]
    resource.properties = {}


def _list(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    # Microsoft Learn, "Resource Groups - List": the filter knows tags alone.
    terms = read_filter(call.query.get("$filter", ""), TAG_TERMS)
    return reads.list_all(kinds, kind, call, lambda each: carries(each.tags, terms))


GROUPS = ResourceType(
    name="Microsoft.Resources/resourceGroups",
    versions=("2024-11-01", "2024-03-01", "2023-07-01", "2022-09-01", "2021-04-01", "2020-06-01"),
    placement=Placement.TRACKED,
    # A DELETE has ended when it is answered: go-autorest would poll a 202 once a minute.
    codes=Codes(missing=404),
    # The rule has a code of its own.
    name_pattern=r"[^/]+",
    verbs=CRUD,
    action_type=_ACTIONS,
    before_write=_before_write,
    overrides={"LIST": Override(RequiresRole(f"{_ACTIONS}/read", data=False), _list)},
)
