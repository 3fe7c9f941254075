"""The node as a child of the supervisor."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec
from typing import Final

import msgspec

from aksess.cluster.children import Child, Program
from aksess.cluster.layout import Layout
from aksess.cluster.options import NodeOptions, SupervisorOptions
from aksess.cluster.private_files import write_private
from aksess.wire.cluster import ClusterPlan

MODULE: Final = "aksess.cluster.node"
# Seconds that the node may take to end its pods.
GRACE: Final = 30.0


async def start_node(
    layout: Layout, plan: ClusterPlan, options: SupervisorOptions, version: str, api_port: int
) -> Child | None:
    """Start it and keep it running; None where none is wanted. version: of Kubernetes. Raises OSError."""
    if not options.node or find_spec(MODULE) is None or find_spec(f"{MODULE}.__main__") is None:
        return None
    node_options = NodeOptions(
        name=plan.node,
        cluster_id=plan.id,
        version=version,
        api_port=api_port,
        pki=str(layout.pki),
        pods=str(layout.pods),
        socket=str(layout.node_socket),
        pod_cidr=plan.pod_cidr,
        service_cidr=plan.service_cidr,
        dns_ip=plan.dns_service_ip,
        state=options.state,
        port=options.port,
        key=options.key,
        images=options.images,
    )
    file = write_private(layout.config / "node.json", msgspec.json.encode(node_options))
    # -P: the working directory, which holds keys, is no place to import from, nor one that pods are shown.
    command = [sys.executable, "-P", "-m", MODULE, str(file)]
    child = Child(Program("node", command, layout.folder, dict(os.environ)), layout.logs)
    await child.start()
    return child
