"""Applies an aksess.yaml through ARM and the data planes, as any deployment tool would: with a service principal's
credentials, through the same listener, under the same checks.

An application can be repeated. Resources that match the file are left alone. Resources that the file no longer names
are removed, because the ledger lists what the file created before. Nothing here depends on how the local Azure works.
"""

from __future__ import annotations

from aksess.apply.azure import Azure, Principal
from aksess.apply.errors import ApplyFailed
from aksess.apply.runner import ApplyOptions, ApplyResult, apply_model

__all__ = ["ApplyFailed", "ApplyOptions", "ApplyResult", "Azure", "Principal", "apply_model"]
