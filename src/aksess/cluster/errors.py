"""What can go wrong with a cluster.

    ClusterError            base: a sentence for the user; ``hint`` is the next step, where there is one
    +-- BinariesMissing     etcd or a program of the control plane is not on this machine
    +-- BinaryUnusable      a program is there and does not run
    +-- FetchFailed         a download did not succeed
    +-- DidNotStart         a program of the control plane ended, or was not ready in time
    +-- ClusterStopped      the managedCluster's power state is Stopped
    +-- ApiError            the API server answered with a Status that is a failure
    |   +-- NotFound        404: an object, or its namespace, is not there
    +-- ApiGone             the API server did not answer

Errors of the operating system beside these pass through.
"""

from __future__ import annotations


class ClusterError(Exception):
    """Something that a user can be told. hint: what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class BinariesMissing(ClusterError):
    """A program of the control plane is missing."""


class BinaryUnusable(ClusterError):
    """A program of the control plane does not run on this machine."""


class FetchFailed(ClusterError):
    """A download failed."""


class DidNotStart(ClusterError):
    """The control plane did not come up."""


class ClusterStopped(ClusterError):
    """The cluster is stopped."""


class ApiGone(ClusterError):
    """Nobody answers at the API server's address."""


class ApiError(ClusterError):
    """The API server refused. status: HTTP; reason: of the Status, such as ``NotFound`` or ``Conflict``."""

    def __init__(self, status: int, reason: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.reason = reason


class NotFound(ApiError):
    """An object is not there."""
