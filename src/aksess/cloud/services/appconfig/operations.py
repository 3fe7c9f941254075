"""Every operation of App Configuration that is there: what it requires, and what runs it.

Microsoft Learn, "Azure Active Directory Authorization - REST API Reference".
"""

from __future__ import annotations

from collections.abc import Callable

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation, RequiresRole
from aksess.cloud.services.appconfig import key_values, lists, snapshot_operations
from aksess.cloud.services.appconfig.access_keys import check_body
from aksess.cloud.services.appconfig.response_headers import with_common_headers
from aksess.cloud.services.appconfig.versions import check_version

_STORE = "Microsoft.AppConfiguration/configurationStores"
READ = RequiresRole(f"{_STORE}/keyValues/read", data=True)
WRITE = RequiresRole(f"{_STORE}/keyValues/write", data=True)
DELETE = RequiresRole(f"{_STORE}/keyValues/delete", data=True)
READ_SNAPSHOTS = RequiresRole(f"{_STORE}/snapshots/read", data=True)
WRITE_SNAPSHOTS = RequiresRole(f"{_STORE}/snapshots/write", data=True)
ARCHIVE_SNAPSHOTS = RequiresRole(f"{_STORE}/snapshots/archive/action", data=True)


def _operation(name: str, requirement: RequiresRole, run: Callable[[Call], Answer]) -> Operation:
    def run_whole(call: Call) -> Answer:
        check_body(call)
        check_version(call)
        return with_common_headers(call, run(call))

    return Operation(name, requirement, run_whole)


GET_SETTING = _operation("get key-value", READ, key_values.get_setting)
PUT_SETTING = _operation("set key-value", WRITE, key_values.put_setting)
DELETE_SETTING = _operation("delete key-value", DELETE, key_values.delete_setting)
LOCK_SETTING = _operation("lock key-value", WRITE, key_values.lock_setting)
UNLOCK_SETTING = _operation("unlock key-value", WRITE, key_values.unlock_setting)
LIST_SETTINGS = _operation("list key-values", READ, lists.list_settings)
LIST_REVISIONS = _operation("list revisions", READ, lists.list_revisions)
LIST_KEYS = _operation("list keys", READ, lists.list_keys)
LIST_LABELS = _operation("list labels", READ, lists.list_labels)
CREATE_SNAPSHOT = _operation("create snapshot", WRITE_SNAPSHOTS, snapshot_operations.create_snapshot)
GET_SNAPSHOT = _operation("get snapshot", READ_SNAPSHOTS, snapshot_operations.get_snapshot)
LIST_SNAPSHOTS = _operation("list snapshots", READ_SNAPSHOTS, snapshot_operations.list_snapshots)
UPDATE_SNAPSHOT = _operation("archive snapshot", ARCHIVE_SNAPSHOTS, snapshot_operations.update_snapshot)
GET_OPERATION = _operation("get snapshot operation", READ_SNAPSHOTS, snapshot_operations.get_operation)
