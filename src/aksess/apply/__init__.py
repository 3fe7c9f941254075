"""Applies an aksess.yaml through ARM and the data planes, as any deployment tool would: with a service principal's
credentials, through the same listener, under the same checks.

Repeatable: what is as declared stays as it is, and what the file no longer names is removed, because the ledger says
what the file created before. It knows nothing of how the local Azure works inside.
"""

from __future__ import annotations

from aksess.apply.azure import Azure, Principal
from aksess.apply.errors import ApplyFailed
from aksess.apply.runner import ApplyOptions, ApplyResult, apply_model

__all__ = ["ApplyFailed", "ApplyOptions", "ApplyResult", "Azure", "Principal", "apply_model"]
