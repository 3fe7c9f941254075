"""``aksess init``."""

from __future__ import annotations


def init(folder: str = ".", /) -> None:
    """Write an aksess.yaml and the two Terraform roots that read it, ready for review. Nothing is overwritten.

    Parameters
    ----------
    folder
        Where; made if need be.
    """
    from pathlib import Path

    from aksess.cli.provisioning import write

    write(Path(folder))
