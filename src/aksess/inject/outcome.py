"""What an admission can end in: a patch or a denial, and the warnings on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypedDict

Json = dict[str, Any]


class Operation(TypedDict):
    """One RFC 6902 operation; ``op`` is ``add`` or ``replace``, so nothing that is not known is ever removed."""

    op: str
    path: str
    value: Any


class WarningCode(StrEnum):
    """What a caution is about; stable, fit for a metric's label."""

    CLIENT_ID_MISSING = "client-id-missing"
    CLIENT_ID_INVALID = "client-id-invalid"
    TENANT_ID_EMPTY = "tenant-id-empty"
    TENANT_ID_INVALID = "tenant-id-invalid"
    SKIP_UNKNOWN = "skip-unknown"
    PROXY_OFF = "proxy-off"
    ENV_SHADOWED = "env-shadowed"
    PATH_TAKEN = "place-taken"
    WINDOWS_USER = "windows-user"


@dataclass(frozen=True, slots=True)
class AdmissionWarning:
    """Something that admission lets pass and a person should know; ``text`` suits an admission warning."""

    code: WarningCode
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Patched:
    """The pod is admitted.

    patch: operations in the order to apply; empty when the pod needs nothing. pod: the result. It shares what did
    not change with the pod handed in, and what is new with ``patch``: read it, do not write to it.
    """

    patch: list[Operation]
    pod: Json
    warnings: tuple[AdmissionWarning, ...] = ()


@dataclass(frozen=True, slots=True)
class Denied:
    """The pod is refused. status: the HTTP code of the admission answer's status. message: the text shown."""

    status: int
    message: str


class Refusal(Exception):
    """Raised inside this package only; ``inject`` turns it into ``Denied``."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


def add(path: str, value: Any) -> Operation:
    """RFC 6902 section 4.1: adds a member, replaces it where it is there, appends where the path ends in ``-``."""
    return {"op": "add", "path": path, "value": value}


def replace(path: str, value: Any) -> Operation:
    """RFC 6902 section 4.3."""
    return {"op": "replace", "path": path, "value": value}
