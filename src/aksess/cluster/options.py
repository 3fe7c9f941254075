"""What a supervisor is told by the process that starts it, and what it says in return: one line of JSON each.

The line with the options holds the key of the control host, so it goes through standard input and not through the
arguments, which everybody on a machine can read. Standard input then stays open: when it ends, so does the supervisor.
"""

from __future__ import annotations

import msgspec


class SupervisorOptions(msgspec.Struct, frozen=True):
    """Which cluster is run, and for whom.

    Args:
        state: folder of the local Azure's state.
        cluster_id: ARM id.
        port: of the operator's proxy listener of the local Azure, on loopback.
        key: of its control host.
        kubernetes: folder with the programs, empty where they are looked for.
        node: whether a node is run, too.
    """

    state: str
    cluster_id: str
    port: int
    key: str
    kubernetes: str = ""
    node: bool = True

    def __repr__(self) -> str:
        return f"SupervisorOptions(cluster_id={self.cluster_id!r}, port={self.port})"


class Report(msgspec.Struct, frozen=True):
    """How the start went. port: of the API server, 0 where it did not start; message, hint: why not; note: for once."""

    port: int = 0
    version: str = ""
    message: str = ""
    hint: str = ""
    note: str = ""
