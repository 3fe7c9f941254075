"""From a refusal of the chain to the decision that a fault carries and the activity log keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

from aksess.chain import Denied, DeniedByPolicy, OutOfTime, Refused
from aksess.wire.events import Decision

if TYPE_CHECKING:
    from aksess.cloud.pipeline.fault import Fault


def _unchanged(value: str) -> str:
    return value


def refused(
    refusal: Refused | Denied | DeniedByPolicy | OutOfTime,
    *,
    action: str = "",
    scope: str = "",
    shown: Callable[[str], str] = _unchanged,
) -> Decision:
    """Return the decision of a refusal, with the finding that explains it.

    Args:
        refusal: what the chain answered.
        action: the requested action, if the refusal does not name it.
        scope: the ARM id of the target, if the refusal does not name it.
        shown: turns a value of the request into printable text no longer than a line, for the log.
    """
    # Imported at the first refusal, because a start needs no findings.
    from aksess.findings.refusals import for_refusal

    why = ""
    if isinstance(refusal, Denied):
        action, scope, why = action or refusal.action, scope or str(refusal.scope), refusal.lack.value
    elif isinstance(refusal, DeniedByPolicy):
        action, why = action or f"{refusal.kind} {refusal.permission}", "no policy"
    elif isinstance(refusal, OutOfTime):
        why = refusal.how.value
    near = refusal.near.value if isinstance(refusal, Refused) and refusal.near else ""
    return Decision(
        link=refusal.link.value,
        found=shown(refusal.found),
        wanted=tuple(map(shown, refusal.wanted)),
        near=near,
        candidate=shown(refusal.candidate) if isinstance(refusal, Refused) else "",
        action=action,
        scope=scope,
        why=why,
        finding=for_refusal(refusal).finding.code,
    )


def explained(decision: Decision | None, fault: Fault) -> Decision | None:
    """Return a fault's decision; a decision without a finding gets the one of the error code."""
    from aksess.findings.aadsts import for_aadsts
    from aksess.findings.service_errors import for_service_error

    if decision is not None and decision.finding:
        return decision
    digits = fault.code.removeprefix("AADSTS")
    found = (
        for_aadsts(int(digits)) if digits.isdecimal() else for_service_error(fault.details.get("inner") or fault.code)
    )
    if found is None:
        return decision
    known = decision or Decision(link=found.link.value)
    return msgspec.structs.replace(known, finding=found.code)
