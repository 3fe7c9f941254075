"""The state of a local Azure, for a person and for a program."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from aksess.cli.cluster_access import as_line
from aksess.cli.home import Home, Running
from aksess.wire.control import Status

if TYPE_CHECKING:
    from aksess.wire.cluster import ClusterAccess


def as_json(home: Home, running: Running, status: Status) -> str:
    """Return one JSON object without secrets; ``proxy`` is the operator's proxy listener."""
    found: dict[str, Any] = {
        "data": str(home.folder),
        "pid": running.process.pid,
        "proxy": f"http://127.0.0.1:{running.port}",
        "version": running.version,
        "ephemeral": home.is_ephemeral(running),
        **msgspec.to_builtins(status),
    }
    return msgspec.json.format(msgspec.json.encode(found), indent=2).decode()


def as_text(home: Home, running: Running, status: Status, servers: Sequence[ClusterAccess] = ()) -> str:
    """A few lines: what it is, what is in it, who is inside."""
    facts = [
        ("up", f"process {running.process.pid}, in {home.folder}"),
        ("proxy", f"http://127.0.0.1:{running.port}"),
        *([("keeps", "nothing: it is ephemeral")] if home.is_ephemeral(running) else []),
        ("tenant", status.tenant),
        ("subscription", status.subscription),
        ("requests", str(status.requests)),
        *(("cluster", f"{each.name}  {each.issuer}") for each in status.clusters),
        *(("api server", as_line(each)) for each in servers),
        *(("resources", f"{count} {kind}") for kind, count in status.resources.items()),
        *(
            ("inside", f"{each.name} at 127.0.0.1:{each.port}")
            for each in status.listeners
            if each.port != running.port
        ),
        *(("simulated", f"{name} = {value}") for name, value in status.simulation.items() if value),
    ]
    return "\n".join(f"{name:13} {value}" for name, value in facts)
