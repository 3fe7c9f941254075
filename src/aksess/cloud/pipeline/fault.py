"""A refusal, before the service renders it in its own wire format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aksess.wire.events import Decision


class Fault(Exception):
    """A call is refused or has failed.

    Operations and the steps before them raise it; the service renders it (``Service.render_error``), because Entra,
    ARM, Key Vault and Storage each have their own error format.

    status: HTTP status code. code: the service's own error code (``"ForbiddenByRbac"``, ``"AADSTS700213"``).
    message: the text that a user reads. headers: extra response headers. details: what the service's renderer
    needs beyond these, for example ``{"inner": "AccessDenied"}``.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        headers: tuple[tuple[str, str], ...] = (),
        details: Mapping[str, Any] | None = None,
        decision: Decision | None = None,
    ) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.headers = headers
        self.details: Mapping[str, Any] = details or {}
        self.decision = decision

    def because(self, decision: Decision) -> Fault:
        """Attach a decision for the activity log. If the fault has one already, that one stays.

        Returns:
            The fault itself.
        """
        self.decision = self.decision or decision
        return self
