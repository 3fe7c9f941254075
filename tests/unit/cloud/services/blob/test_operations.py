from __future__ import annotations

from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.services.blob.routes import BLOB, CONTAINER, FROM_URL, SERVICE
from aksess.cloud.storage.operation import StorageOperation

EVERY = [*SERVICE.items(), *CONTAINER.items(), *BLOB.items(), *FROM_URL.items()]


def test_every_operation_demands_a_grant() -> None:
    """None lets anybody in, and none but reading does with a right to read."""
    for at, operation in EVERY:
        requirement = operation.requirement
        assert isinstance(requirement, RequiresRole), at
        assert at[0] in ("GET", "HEAD") or not requirement.action.endswith("/read"), at


def test_what_is_done_to_blobs_is_a_data_action() -> None:
    for at, operation in [*BLOB.items(), *FROM_URL.items()]:
        assert isinstance(operation.requirement, RequiresRole)
        assert operation.requirement.data, at


def test_a_signature_that_reads_does_not_write() -> None:
    """No operation that changes something is given by the letters ``r`` or ``l``."""
    for at, operation in EVERY:
        assert isinstance(operation, StorageOperation)
        assert at[0] in ("GET", "HEAD") or not set("rl") & set(operation.signed.letters), at
