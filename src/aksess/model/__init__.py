"""aksess.yaml as meaning: what is declared, or everything that is wrong with it, each with line and column.

``load`` and ``parse`` give a ``Model`` or ``Problems``, never an exception for what a person can write. The form is
written down once, in ``document.py``; checking, the JSON Schema and the manual's table are read from it. Nothing of
YAML is imported before a file is read.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aksess.model.credentials import credential_name, secret_variable
from aksess.model.problem import Problem, Problems, Severity
from aksess.model.targets import (
    AccountTarget,
    ContainerTarget,
    QueueTarget,
    ResourceGroupTarget,
    SecretTarget,
    StoreTarget,
    SubscriptionTarget,
    Target,
    VaultTarget,
)
from aksess.model.types import (
    CALLER,
    AccountName,
    Authorization,
    Cluster,
    ConfigurationStore,
    Credential,
    DefaultAction,
    Feature,
    KeyValue,
    Model,
    Network,
    NetworkRules,
    PlainValue,
    PolicyGrant,
    RoleGrant,
    Secret,
    StorageAccount,
    Subnet,
    Vault,
    VaultReference,
    Workload,
)

if TYPE_CHECKING:
    from aksess.model.json_schema import schema
    from aksess.model.loading import load, parse

EXAMPLE: Final = Path(__file__).with_name("example.yaml")
"""The bundled example, which ``aksess demo`` runs and ``aksess init`` begins with."""

_LATE: Final = {"load": "aksess.model.loading", "parse": "aksess.model.loading", "schema": "aksess.model.json_schema"}


def __getattr__(name: str) -> object:
    """What reads files is imported when it is first asked for: most commands only need the nouns."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)


__all__ = [
    "CALLER",
    "EXAMPLE",
    "AccountName",
    "AccountTarget",
    "Authorization",
    "Cluster",
    "ConfigurationStore",
    "ContainerTarget",
    "Credential",
    "DefaultAction",
    "Feature",
    "KeyValue",
    "Model",
    "Network",
    "NetworkRules",
    "PlainValue",
    "PolicyGrant",
    "Problem",
    "Problems",
    "QueueTarget",
    "ResourceGroupTarget",
    "RoleGrant",
    "Secret",
    "SecretTarget",
    "Severity",
    "StorageAccount",
    "StoreTarget",
    "Subnet",
    "SubscriptionTarget",
    "Target",
    "Vault",
    "VaultReference",
    "VaultTarget",
    "Workload",
    "credential_name",
    "load",
    "parse",
    "schema",
    "secret_variable",
]
