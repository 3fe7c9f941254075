"""``aksess apply``."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from aksess.cli.options import Data


def apply(
    folder: Annotated[str, Parameter()] = ".", /, *, target: Literal["local", "azure"] = "local", data: Data = ""
) -> None:
    """Apply both Terraform roots in order: infra/, then workloads/. Safe to repeat; stops at the first error.

    Parameters
    ----------
    folder
        The one that ``aksess init`` wrote.
    target
        The local Azure, which is started where none is up, or Azure itself, with the credentials that the provider
        finds.
    """
    from pathlib import Path

    from aksess.cli.provisioning import Provisioning

    Provisioning(Path(folder), target, data).apply()
