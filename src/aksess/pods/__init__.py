"""Programs inside the local Azure: as the operator, or as a pod with a service account.

``environment`` says what a program sees, ``projection`` keeps a pod's token fresh, ``process`` runs it. The local
Azure is reached through its control host alone (``control``), as another machine would reach it.
"""

from __future__ import annotations

from pathlib import Path


def quickstart_path() -> Path:
    """The bundled program that reads a secret: a file of its own, which any interpreter with the two SDKs runs."""
    return Path(__file__).with_name("quickstart.py")
