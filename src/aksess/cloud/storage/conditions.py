"""Conditional headers of the storage services.

Microsoft Learn, "Specifying conditional headers for Blob service operations". A read whose condition fails on
``If-None-Match`` or ``If-Modified-Since`` is 304, everything else that fails is 412.
"""

from __future__ import annotations

from dataclasses import dataclass

from aksess.cloud.pipeline.call import Call
from aksess.cloud.storage.dates import read_http_date
from aksess.cloud.storage.errors import refusal


@dataclass(frozen=True, slots=True)
class State:
    """What is there: its entity tag, with quotes, and when it was changed (Unix seconds)."""

    etag: str
    changed: float


@dataclass(frozen=True, slots=True)
class Conditions:
    """The four headers as sent, empty where they were not."""

    match: str
    none_match: str
    modified: str
    unmodified: str

    @property
    def any(self) -> bool:
        """Whether there is a condition at all."""
        return bool(self.match or self.none_match or self.modified or self.unmodified)


def conditions_of(call: Call, prefix: str = "") -> Conditions:
    """The conditions of a request. prefix: ``x-ms-source-`` for those of a copy's source."""
    if call.headers.get(f"{prefix}if-tags") or call.headers.get("x-ms-if-tags"):
        raise refusal("UnsupportedHeader", status=501, message="The local Azure does not evaluate x-ms-if-tags.")
    names = ("if-match", "if-none-match", "if-modified-since", "if-unmodified-since")
    return Conditions(*(str(call.headers.get(prefix + name) or "").strip() for name in names))


def check_read(conditions: Conditions, state: State) -> None:
    """Raise Fault 304 or 412 where a read must not go on."""
    if not _holds_match(conditions, state):
        raise refusal("ConditionNotMet")
    if not _holds_none_match(conditions, state):
        raise refusal("ConditionNotMet", status=304, headers=(("etag", state.etag),))


def check_write(conditions: Conditions, state: State | None, code: str = "ConditionNotMet") -> None:
    """Raise Fault(412) where a write must not go on, 409 where it wanted nothing to be there and something is.

    state: what is there, or None.
    """
    if state is None:
        if conditions.match:
            raise refusal(code)
        return
    if conditions.none_match == "*" and code == "ConditionNotMet":
        raise refusal("BlobAlreadyExists")
    if not _holds_match(conditions, state) or not _holds_none_match(conditions, state):
        raise refusal(code)


def _holds_match(conditions: Conditions, state: State) -> bool:
    # Where both are given the tag decides.
    if conditions.match:
        return _names(conditions.match, state.etag)
    return not conditions.unmodified or int(state.changed) <= _seconds(conditions.unmodified)


def _holds_none_match(conditions: Conditions, state: State) -> bool:
    if conditions.none_match:
        return not _names(conditions.none_match, state.etag)
    return not conditions.modified or int(state.changed) > _seconds(conditions.modified)


def _names(header: str, etag: str) -> bool:
    # Clients send the tag with quotes and without.
    tags = {tag.strip().strip('"') for tag in header.split(",")}
    return "*" in tags or etag.strip('"') in tags


def _seconds(text: str) -> float:
    found = read_http_date(text)
    if found is None:
        raise refusal("InvalidHeaderValue", message=f"{text!r} is not an HTTP date.")
    return found
