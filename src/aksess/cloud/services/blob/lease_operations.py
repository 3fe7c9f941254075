"""Lease Container and Lease Blob: acquire, renew, change, release, break."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob.containers import container_of, etag_of, keep_lease, lease_of, shelf_of, state_of
from aksess.cloud.services.blob.leases import FOR_EVER, LONGEST, SHORTEST, LeaseState, state_at
from aksess.cloud.services.blob.records import Lease
from aksess.cloud.storage.conditions import State, check_write, conditions_of
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.errors import refusal

_STATUS = {"acquire": 201, "renew": 200, "change": 200, "release": 200, "break": 202}


def lease_container(call: Call) -> Answer:
    """Lease Container."""
    container = container_of(call)
    check_write(conditions_of(call), state_of(container))
    after = _moved(call, lease_of(container))
    keep_lease(container, after, state_at(after, call.now).value)
    call.cloud.inventory.put(container)
    return _said(call, after, State(etag_of(container), container.changed))


def lease_blob(call: Call) -> Answer:
    """Lease Blob. The entity tag stays: a lease is not a change of the blob."""
    shelf = shelf_of(call)
    blob = shelf.get(call.params["blob"])
    if blob is None:
        raise refusal("BlobNotFound")
    check_write(conditions_of(call), blob.state)
    blob.lease = _moved(call, blob.lease)
    shelf.put(blob)
    return _said(call, blob.lease, blob.state)


def _said(call: Call, lease: Lease, state: State) -> Answer:
    action = str(call.headers.get("x-ms-lease-action")).lower()
    headers = [("etag", state.etag), ("last-modified", http_date(state.changed))]
    if action in ("acquire", "renew", "change"):
        headers.append(("x-ms-lease-id", lease.id))
    if action == "break":
        headers.append(("x-ms-lease-time", str(max(0, round(lease.broken - call.now)))))
    return Answer(_STATUS[action], b"", tuple(headers))


def _moved(call: Call, lease: Lease) -> Lease:
    action = str(call.headers.get("x-ms-lease-action") or "").lower()
    move = _MOVES.get(action)
    if move is None:
        raise refusal("InvalidHeaderValue", message=f"x-ms-lease-action is {action!r}; expected {', '.join(_MOVES)}.")
    return move(call, lease)


def _acquire(call: Call, lease: Lease) -> Lease:
    duration = _number(call, "x-ms-lease-duration", None)
    if duration != FOR_EVER and not SHORTEST <= duration <= LONGEST:
        raise refusal(
            "InvalidHeaderValue", message=f"x-ms-lease-duration is {duration}; wanted -1, or {SHORTEST} to {LONGEST}."
        )
    wanted = _guid(call, "x-ms-proposed-lease-id", required=False) or call.cloud.random_source.uuid()
    state = state_at(lease, call.now)
    if state is LeaseState.BREAKING and wanted == lease.id:
        raise refusal("LeaseIsBreakingAndCannotBeAcquired")
    if state in (LeaseState.LEASED, LeaseState.BREAKING) and wanted != lease.id:
        raise refusal("LeaseAlreadyPresent")
    return Lease(wanted, duration, call.now + duration)


def _renew(call: Call, lease: Lease) -> Lease:
    _require_same(call, lease)
    if state_at(lease, call.now) in (LeaseState.BREAKING, LeaseState.BROKEN):
        raise refusal("LeaseIsBrokenAndCannotBeRenewed")
    return Lease(lease.id, lease.duration, call.now + lease.duration)


def _change(call: Call, lease: Lease) -> Lease:
    wanted = _guid(call, "x-ms-proposed-lease-id", required=True)
    state = state_at(lease, call.now)
    if state in (LeaseState.AVAILABLE, LeaseState.EXPIRED, LeaseState.BROKEN):
        raise refusal("LeaseNotPresentWithLeaseOperation")
    if state is LeaseState.BREAKING:
        raise refusal("LeaseIsBreakingAndCannotBeChanged")
    if _guid(call, "x-ms-lease-id", required=True) not in (lease.id, wanted):
        raise refusal("LeaseIdMismatchWithLeaseOperation")
    return Lease(wanted, lease.duration, lease.ends)


def _release(call: Call, lease: Lease) -> Lease:
    _require_same(call, lease)
    return Lease()


def _break(call: Call, lease: Lease) -> Lease:
    state = state_at(lease, call.now)
    if state is LeaseState.AVAILABLE:
        raise refusal("LeaseNotPresentWithLeaseOperation")
    if state in (LeaseState.BROKEN, LeaseState.EXPIRED):
        return Lease(lease.id, lease.duration, lease.ends, lease.broken or call.now)
    period = _number(call, "x-ms-lease-break-period", -1)
    if period > LONGEST:
        raise refusal("InvalidHeaderValue", message=f"x-ms-lease-break-period is {period}; expected 0 to {LONGEST}.")
    return Lease(lease.id, lease.duration, lease.ends, call.now + _left(lease, call.now, period))


def _left(lease: Lease, now: float, period: int) -> float:
    """Seconds until a break is done. period: as asked for, or -1; an earlier end stays."""
    if lease.broken:
        left = lease.broken - now
    elif lease.duration == FOR_EVER:
        return float(max(0, period))
    else:
        left = lease.ends - now
    return min(left, float(period)) if period >= 0 else left


def _require_same(call: Call, lease: Lease) -> None:
    given = _guid(call, "x-ms-lease-id", required=True)
    if not lease.id:
        raise refusal("LeaseNotPresentWithLeaseOperation")
    if given != lease.id:
        raise refusal("LeaseIdMismatchWithLeaseOperation")


def _number(call: Call, header: str, default: int | None) -> int:
    text = str(call.headers.get(header) or "")
    if not text and default is not None:
        return default
    try:
        return int(text)
    except ValueError as error:
        code = "InvalidHeaderValue" if text else "MissingRequiredHeader"
        raise refusal(code, message=f"{header} must be a number of seconds, found {text!r}.") from error


def _guid(call: Call, header: str, *, required: bool) -> str:
    text = str(call.headers.get(header) or "")
    if not text and not required:
        return ""
    try:
        return str(uuid.UUID(text))
    except ValueError as error:
        code = "InvalidHeaderValue" if text else "MissingRequiredHeader"
        raise refusal(code, message=f"{header} must be a GUID, found {text!r}.") from error


_MOVES: dict[str, Callable[[Call, Lease], Lease]] = {
    "acquire": _acquire,
    "renew": _renew,
    "change": _change,
    "release": _release,
    "break": _break,
}
