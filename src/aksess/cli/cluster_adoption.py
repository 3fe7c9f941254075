"""Existing clusters that stand in for those of the local Azure."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from aksess.cli.cluster_access import one_cluster
from aksess.cli.control_client import control_of
from aksess.cli.exits import USAGE, CommandFailed
from aksess.cli.home import Running
from aksess.cluster.adoption import look, matching, remember
from aksess.cluster.errors import ClusterError
from aksess.cluster.kind import kind_config
from aksess.cluster.layout import Layout


@dataclass(frozen=True, slots=True)
class Adoption:
    """What stands in for which cluster. address: of its API server; warning: what does not work, empty for nothing."""

    cluster: str
    address: str
    warning: str


def kind_config_of(running: Running, wanted: str) -> str:
    """kind's configuration for a cluster.

    Raises:
        CommandFailed: CannotRun.
    """
    control = control_of(running)
    plan = control.cluster(one_cluster(control, wanted).id)
    try:
        return kind_config(plan, Layout.of(Path(running.state), plan.id).folder / "kind")
    except ClusterError as error:
        raise CommandFailed(error.message, error.hint, USAGE) from error


def adopt(running: Running, context: str) -> Adoption:
    """Let a context stand in for the cluster whose issuer it publishes.

    Raises:
        CommandFailed: CannotRun.
    """
    control = control_of(running)
    try:
        existing = look(context, os.environ)
        plan = matching(existing, [control.cluster(each.id) for each in control.clusters()])
    except ClusterError as error:
        raise CommandFailed(error.message, error.hint, USAGE) from error
    control.stop_cluster(plan.id)
    remember(Layout.of(Path(running.state), plan.id).folder, existing.address)
    same = existing.authority.strip() == plan.authority.certificate.strip()
    warning = f"its certificate authority is not that of {plan.name}: use context {context} itself, outside"
    address = f"https://{existing.address.host}:{existing.address.port}"
    return Adoption(plan.name, address, "" if same else warning)
