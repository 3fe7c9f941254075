"""Microsoft.Storage/storageAccounts. Microsoft Learn, "Storage Accounts" (REST).

The account's keys stand in ``private["keys"]``, two base64 texts; the data planes read them there. SAS tokens are for
clients to sign: ``listAccountSas`` and ``listServiceSas`` are not served.
"""

from __future__ import annotations

import base64
import re
from datetime import UTC, datetime
from typing import Any, Final

from aksess.azure_facts import names
from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.errors import bad_request, conflict
from aksess.cloud.services.arm.kind import Action, Codes, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.resource_identity import create_principal, delete_principal, fill_identity
from aksess.cloud.services.arm.response_headers import operation
from aksess.cloud.services.arm.types.storage_services import make_services
from aksess.cloud.services.arm.types.storage_shape import fill_account

TYPE: Final = "Microsoft.Storage/storageAccounts"
VERSIONS: Final = ("2025-08-01", "2025-01-01", "2023-05-01", "2023-01-01", "2022-09-01", "2021-09-01")
_NAME: Final = re.compile(names.STORAGE_ACCOUNT)
_KEYS: Final = ("key1", "key2")


def _before_write(write: Write) -> None:
    name = write.resource.name
    if write.before is None:
        if not _NAME.fullmatch(name):
            raise bad_request("AccountNameInvalid", _bad_name(name))
        if write.call.cloud.inventory.named(TYPE, name) is not None:
            raise conflict("StorageAccountAlreadyTaken", f"The storage account named {name} is already taken.")
        write.resource.private["keys"] = [_key(write.call) for _ in _KEYS]
    fill_identity(write)
    fill_account(write)


def _after_write(write: Write) -> None:
    create_principal(write)
    if write.before is None:
        make_services(write)


def _key(call: Call) -> str:
    return base64.b64encode(call.cloud.random_source.bytes(64)).decode()


def _bad_name(name: str) -> str:
    return (
        f"{name} is not a valid storage account name. Storage account name must be between 3 and 24 "
        f"characters in length and "
        "use numbers and lower-case letters only."
    )


def _list_keys(call: Call, account: Resource) -> Answer:
    times: dict[str, Any] = account.properties["keyCreationTime"]
    return json_answer(
        200,
        {
            "keys": [
                {"creationTime": times[name], "keyName": name, "value": value, "permissions": "FULL"}
                for name, value in zip(_KEYS, account.private["keys"], strict=True)
            ]
        },
    )


def _regenerate(call: Call, account: Resource) -> Answer:
    name = BodyReader(read_body(call)).text("keyName").lower()
    if name not in _KEYS:
        raise bad_request("InvalidValuesForRequestParameters", f"keyName is '{name}'; it must be key1 or key2.")
    account.private["keys"][_KEYS.index(name)] = _key(call)
    when = datetime.fromtimestamp(call.now, UTC).strftime("%Y-%m-%dT%H:%M:%S.%f0Z")
    account.properties["keyCreationTime"][name] = when
    account.private["keyTimes"] = account.properties["keyCreationTime"]
    call.cloud.inventory.put(account)
    return _list_keys(call, account)


def _check_name(call: Call) -> Answer:
    name = BodyReader(read_body(call)).text("name")
    if not _NAME.fullmatch(name):
        return json_answer(200, {"nameAvailable": False, "reason": "AccountNameInvalid", "message": _bad_name(name)})
    if call.cloud.inventory.named(TYPE, name) is not None:
        message = f"The storage account named {name} is already taken."
        return json_answer(200, {"nameAvailable": False, "reason": "AlreadyExists", "message": message})
    return json_answer(200, {"nameAvailable": True})


ACCOUNTS = ResourceType(
    name=TYPE,
    versions=VERSIONS,
    placement=Placement.TRACKED,
    # Clients take 200 or 202 of a PUT, and no 201.
    codes=Codes(created=200),
    # The rule has a code of its own.
    name_pattern=r"[^/]+",
    async_verbs=frozenset({Verb.PUT}),
    before_write=_before_write,
    after_write=_after_write,
    after_delete=delete_principal,
    actions=(
        Action("listKeys", _list_keys, requirement=RequiresRole(f"{TYPE}/listkeys/action", data=False)),
        Action("regenerateKey", _regenerate, requirement=RequiresRole(f"{TYPE}/regeneratekey/action", data=False)),
    ),
)

ROUTES: Final[tuple[Route, ...]] = (
    Route(
        "POST",
        "/subscriptions/{subscription}/providers/Microsoft.Storage/checkNameAvailability",
        operation(
            "check account name", RequiresRole("Microsoft.Storage/checknameavailability/read", data=False), _check_name
        ),
    ),
)
