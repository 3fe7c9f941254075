"""What an operation of a storage service requires beside its role: the letters of a shared access signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation, Requirement
from aksess.cloud.storage.response_headers import with_common_headers


@dataclass(frozen=True, slots=True)
class Signed:
    """What a shared access signature must give for an operation.

    level: ``s`` service, ``c`` container (or queue), ``o`` object, as ``srt`` spells them. letters: any one of these
    permissions is enough; empty: no signature is. service: whether one for the container or object will do too.
    """

    level: str
    letters: str
    service: bool = True


NEVER_SIGNED = Signed("s", "", service=False)


@dataclass(frozen=True, slots=True)
class StorageOperation(Operation):
    """An operation of a storage service. together: sets of dataActions; each set is as good as the requirement."""

    signed: Signed = NEVER_SIGNED
    together: tuple[tuple[str, ...], ...] = ()


def operation(
    name: str,
    requirement: Requirement,
    run: Callable[[Call], Answer],
    signed: Signed = NEVER_SIGNED,
    together: tuple[tuple[str, ...], ...] = (),
) -> StorageOperation:
    """An operation whose answers carry the frame that every answer of a storage service has."""
    return StorageOperation(name, requirement, lambda call: with_common_headers(call, run(call)), signed, together)
