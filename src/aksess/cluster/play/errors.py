"""What can go wrong with manifests that are played."""

from __future__ import annotations

from aksess.cluster.errors import ClusterError


class ManifestRefused(ClusterError):
    """A manifest cannot be played as it is; the text names the object."""
