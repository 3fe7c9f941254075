"""Names that are derived from aksess.yaml, in one place for all who provision.

Each rule is simple enough to stand in HCL too; the Terraform roots have the same expressions.
"""

from __future__ import annotations

from hashlib import sha1
from typing import Final

# Microsoft Learn, "Important considerations for federated identity credentials".
MAX_CREDENTIAL_NAME: Final = 120


def credential_name(cluster: str, namespace: str, service_account: str) -> str:
    """The name of the federated credential of a service account in a cluster: stable, valid and never shared by two.

    ``CLUSTER_NAMESPACE_ACCOUNT``. Underscores separate because no namespace or service account can contain one; a dot
    in an account's name, which Azure does not allow, becomes two. A name longer than 120 characters keeps its first 79
    and ends in a hyphen and its SHA-1. In HCL, with ``account`` as ``namespace/name``::

        name  = "${cluster}_${replace(replace(account, ".", "__"), "/", "_")}"
        short = length(name) <= 120 ? name : "${substr(name, 0, 79)}-${sha1(name)}"
    """
    name = f"{cluster}_{namespace}_{service_account.replace('.', '__')}"
    if len(name) <= MAX_CREDENTIAL_NAME:
        return name
    # A short name for a long one, not a protection: SHA-1 because HCL and Azure's own names have it at hand.
    return f"{name[:79]}-{sha1(name.encode(), usedforsecurity=False).hexdigest()}"


def secret_variable(secret: str) -> str:
    """The environment variable that holds a secret's value: ``my-secret`` has ``AKSESS_SECRET_MY_SECRET``."""
    return "AKSESS_SECRET_" + secret.upper().replace("-", "_")
