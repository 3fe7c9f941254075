"""What a finding is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from aksess.chain import Link


class Severity(StrEnum):
    """What a finding does to the one who has it."""

    ERROR = "error"  # it does not work
    WARNING = "warning"  # it works, and will surprise
    NOTE = "note"  # it passes, or is said for completeness


class Category(StrEnum):
    """Where it goes wrong, when no link of the chain is at fault."""

    REQUEST = "request"  # the program asks for it wrongly
    DEPLOYMENT = "deployment"  # it cannot be written to Azure
    SERVICE = "service"  # Azure is in the way, for now
    POLICY = "policy"  # the tenant forbids it


Place: TypeAlias = Link | Category


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that aksess can complain about. code: permanent, ``"WI303"``; it is never given to something else.

    says: a format string over ``{found}``, ``{wanted}`` and ``{candidate}``. cause: how one comes to have it.
    remedy: what to do, as a command or as text to paste; the same fields. example: something that has it.
    """

    code: str
    link: Place
    severity: Severity
    says: str
    cause: str
    remedy: str
    example: str

    @property
    def see(self) -> str:
        """The page of the finding, from the root of the repository."""
        return f"docs/reference/findings/{self.code}.md"


@dataclass(frozen=True, slots=True)
class RenderedFinding:
    """A finding with its values filled in: what to print."""

    finding: Finding
    text: str
    remedy: str


def render(finding: Finding, *, found: str = "", wanted: tuple[str, ...] = (), candidate: str = "") -> RenderedFinding:
    """Fill in a finding. What is not known shows as an ellipsis; ``candidate`` is else the one value wanted."""
    values = {
        "found": found or "…",
        "wanted": ", ".join(wanted) or "…",
        "candidate": candidate or (wanted[0] if len(wanted) == 1 else "…"),
    }
    return RenderedFinding(finding, finding.says.format_map(values), finding.remedy.format_map(values))
