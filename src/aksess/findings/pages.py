"""The reference page of each finding, as Markdown. ``docs/reference/findings/`` holds what these functions return."""

from __future__ import annotations

from aksess.findings.aadsts import AADSTS
from aksess.findings.catalogue import CATALOGUE
from aksess.findings.finding import Finding
from aksess.findings.service_errors import SERVICE_ERRORS


def page_of(finding: Finding) -> str:
    """The page of one finding."""
    return "\n".join(
        [
            f"# {finding.code}: {finding.link.value}",
            "",
            f"> {_shown(finding.says)}",
            "",
            f"Link: {finding.link.value} · Severity: {finding.severity.value}",
            "",
            "## Cause",
            "",
            _plain(finding.cause),
            "",
            "## Remedy",
            "",
            _shown(finding.remedy),
            "",
            "## Example",
            "",
            "```text",
            finding.example,
            "```",
            *_codes_section(finding),
            "",
            "[All findings](index.md)",
            "",
        ]
    )


def index() -> str:
    """The list of all findings, with the codes of Azure that lead to each."""
    rows = [f"| [{each.code}]({each.code}.md) | {each.link.value} | {_shown(each.says)} |" for each in CATALOGUE]
    return "\n".join(
        [
            "# Findings",
            "",
            "What aksess can complain about. A code is permanent: it is never given to something else.",
            "",
            "| code | link | says |",
            "|---|---|---|",
            *rows,
            "",
            "## From an error code of Azure",
            "",
            "| error | finding |",
            "|---|---|",
            *(f"| AADSTS{code} | [{each.code}]({each.code}.md) |" for code, each in AADSTS.items()),
            *(f"| {code} | [{each.code}]({each.code}.md) |" for code, each in SERVICE_ERRORS.items()),
            "",
        ]
    )


def _codes_section(finding: Finding) -> list[str]:
    codes = [f"AADSTS{code}" for code, each in AADSTS.items() if each is finding]
    codes += [code for code, each in SERVICE_ERRORS.items() if each is finding]
    return ["", "## Azure says", "", ", ".join(f"`{code}`" for code in codes)] if codes else []


def _shown(template: str) -> str:
    return _plain(template.format(found="‹found›", wanted="‹wanted›", candidate="‹wanted›"))


def _plain(text: str) -> str:
    # Outside a fence these would be a column's border and an HTML tag.
    return text.replace("|", "\\|").replace("<", "\\<")
