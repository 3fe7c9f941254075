"""Kubernetes versions as AKS takes and shows them.

A client may name a minor version and gets its newest patch; what runs is ``currentKubernetesVersion``. Microsoft
Learn, "Supported Kubernetes versions in AKS" (alias minor version).
"""

from __future__ import annotations

import re
from typing import Final

from aksess.cloud.services.arm.faults import bad_request

# Newest patch of each minor version; AKS offers three and keeps older ones for long-term support.
PATCHES: Final = {"1.30": "1.30.14", "1.31": "1.31.13", "1.32": "1.32.9", "1.33": "1.33.5", "1.34": "1.34.1"}
DEFAULT: Final = "1.33"
# From this minor version on a new cluster has an issuer unless it says no (Microsoft Learn, "Create an OIDC provider").
ISSUER_BY_DEFAULT: Final = (1, 34)


def current(version: str) -> str:
    """The full version that a cluster asked to have ``version`` runs. Raises Fault 400 K8sVersionNotSupported."""
    text = version or DEFAULT
    if text in PATCHES:
        return PATCHES[text]
    if re.fullmatch(r"1\.\d{1,2}\.\d{1,3}", text) and text.rpartition(".")[0] in PATCHES:
        return text
    raise bad_request(
        "K8sVersionNotSupported",
        f"Managed cluster version '{version}' is not supported in this region. Supported: "
        f"{', '.join(PATCHES.values())}. Please use [az aks get-versions] command to get the supported version list.",
    )


def minor(version: str) -> tuple[int, int]:
    """``(1, 33)`` of ``"1.33.5"``."""
    major, second, *_ = version.split(".")
    return int(major), int(second)
