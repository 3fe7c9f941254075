"""The answer while it is being written."""

from __future__ import annotations

from aksess.inject.outcome import AdmissionWarning, Operation, WarningCode


class PatchBuilder:
    """Operations and warnings gathered for one pod. strict: the reference's behaviour, which never warns."""

    __slots__ = ("patch", "strict", "warnings")

    def __init__(self, strict: bool) -> None:
        self.patch: list[Operation] = []
        self.warnings: list[AdmissionWarning] = []
        self.strict = strict

    def warn(self, code: WarningCode, text: str) -> None:
        """Remember something that a person should know; one code is reported once for the same words."""
        if not self.strict:
            warning = AdmissionWarning(code, text)
            if warning not in self.warnings:
                self.warnings.append(warning)
