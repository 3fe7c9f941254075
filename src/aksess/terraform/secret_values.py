"""The secrets' values for the infra root: from the environment, never from a file beside the state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aksess.model import Model, Secret

VARIABLE = "TF_VAR_secrets"
# In the local Azure, for a secret without a value: something is there to be read, and nobody takes it for real.
PLACEHOLDER = "placeholder"


class Target(StrEnum):
    """Where the roots are applied."""

    LOCAL = "local"
    AZURE = "azure"


class SecretsMissing(Exception):
    """Secrets without a value, on Azure, where nothing is made up. variables: what to set, in the file's order."""

    def __init__(self, missing: dict[str, str]) -> None:
        self.variables = tuple(missing.values())
        names = ", ".join(f"`{name}`" for name in missing)
        super().__init__(f"no value for {names}: set {' and '.join(self.variables)}")


@dataclass(frozen=True, slots=True)
class Secrets:
    """``TF_VAR_secrets``: a JSON object of values by secret name. placeholders: secrets that have a placeholder."""

    text: str = field(repr=False)
    placeholders: tuple[str, ...]

    @property
    def variables(self) -> dict[str, str]:
        """The variable, for the environment of Terraform."""
        return {VARIABLE: self.text}


def terraform_secrets(model: Model, own: Mapping[str, str], target: Target) -> Secrets:
    """The values for the infra root. own: the environment that the user started from.

    A value in the file is the root's own to read and is left out, unless the environment has another. An empty
    variable is one that was not set.

    Raises:
        SecretsMissing: on Azure.
    """
    values: dict[str, str] = {}
    placeholders: list[str] = []
    missing: dict[str, str] = {}
    for secret in _secrets(model):
        if given := own.get(secret.variable):
            values[secret.name] = given
        elif secret.value is None and target is Target.LOCAL:
            values[secret.name] = PLACEHOLDER
            placeholders.append(secret.name)
        elif secret.value is None:
            missing[secret.name] = secret.variable
    if missing:
        raise SecretsMissing(missing)
    return Secrets(json.dumps(values), tuple(dict.fromkeys(placeholders)))


def _secrets(model: Model) -> list[Secret]:
    return [secret for vault in model.vaults for secret in vault.secrets]
