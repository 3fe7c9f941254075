"""``aksess destroy``."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from aksess.cli.options import Data


def destroy(
    folder: Annotated[str, Parameter()] = ".", /, *, target: Literal["local", "azure"] = "local", data: Data = ""
) -> None:
    """Destroy what both Terraform roots made: workloads/ first, then infra/. Stops at the first error.

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

    Provisioning(Path(folder), target, data).destroy()
