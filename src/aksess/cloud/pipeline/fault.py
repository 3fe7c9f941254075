"""A refusal on its way to the wire: what went wrong, before the service prints it in its own shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from aksess.wire.events import Decision


class Fault(Exception):
    """An answer that is not the one that was asked for.

    Raised by operations and by the steps before them; the service that was called prints it
    (``Service.render_error``), because Entra, ARM, Key Vault and Storage each have their own shape.

    status: HTTP status code. code: the service's own error code (``"ForbiddenByRbac"``, ``"AADSTS700213"``).
    message: the text a user reads. headers: extra response headers. details: what the printer of that service
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
        """Carry what was decided, for the activity log; a decision that the fault carries already stays.

        Returns:
            The fault itself.
        """
        self.decision = self.decision or decision
        return self
