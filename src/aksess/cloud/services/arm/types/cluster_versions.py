"""API versions of AKS, and the Kubernetes versions that it offers.

Microsoft Learn, "Supported Kubernetes versions in AKS". An older version is not refused: configurations that were
written for it go on to work here.
"""

from __future__ import annotations

import re
from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.types.pool_shape import version_of

VERSIONS: Final = ("2026-04-01", "2025-10-01", "2025-05-01", "2024-09-01", "2023-09-02-preview", "2023-02-01")
OFFERED: Final = ("1.32", "1.33", "1.34")
DEFAULT: Final = version_of("1.33")
# From this one on a new cluster has an issuer unless it says no ("Create an OpenID Connect provider on AKS").
_ISSUER_BY_DEFAULT: Final = (1, 34)
_VERSION: Final = re.compile(r"1\.\d{1,2}(\.\d{1,2})?")


def checked_version(asked: str, before: str) -> str:
    """The version that a cluster gets. Raises Fault 400 for a text that is none, and for a step back."""
    if not asked:
        return before or DEFAULT
    if not _VERSION.fullmatch(asked):
        raise bad_request(
            "InvalidParameter",
            f"The value of parameter kubernetesVersion is invalid: '{asked}' is no version like 1.33.",
        )
    if before and _number(asked) < _number(before)[: asked.count(".") + 1]:
        raise bad_request(
            "OperationNotAllowed",
            f"Downgrading a cluster is not allowed: it runs Kubernetes {before}, and {asked} was asked for.",
        )
    return asked


def has_issuer_by_default(version: str) -> bool:
    """Whether a new cluster of a version gets an OIDC issuer if the request does not say."""
    return _number(version)[:2] >= _ISSUER_BY_DEFAULT


def list_versions(call: Call) -> Answer:
    """``…/locations/{location}/kubernetesVersions``."""
    return json_answer(200, {"values": [_offer(each) for each in OFFERED]})


def list_orchestrators(call: Call) -> Answer:
    """``…/locations/{location}/orchestrators``: the same in the shape that it had before, which Terraform reads."""
    offers = [
        {
            "orchestratorType": "Kubernetes",
            "orchestratorVersion": version_of(each),
            "default": version_of(each) == DEFAULT,
            "upgrades": [
                {"orchestratorType": "Kubernetes", "orchestratorVersion": higher["kubernetesVersion"]}
                for higher in upgrades(each)
            ],
        }
        for each in OFFERED
    ]
    path = f"/subscriptions/{call.cloud.settings.subscription}/providers/Microsoft.ContainerService/locations"
    return json_answer(
        200,
        {
            "id": f"{path}/{call.params['location']}/orchestrators",
            "name": "default",
            "type": "Microsoft.ContainerService/locations/orchestrators",
            "properties": {"orchestrators": offers},
        },
    )


def upgrades(version: str) -> list[dict[str, Any]]:
    """What a cluster can be upgraded to."""
    return [{"kubernetesVersion": version_of(each)} for each in OFFERED if _number(each) > _number(version)[:2]]


def _offer(version: str) -> dict[str, Any]:
    return {
        "version": version,
        "capabilities": {"supportPlan": ["KubernetesOfficial", "AKSLongTermSupport"]},
        "isDefault": version_of(version) == DEFAULT,
        "isPreview": None,
        "patchVersions": {version_of(version): {"upgrades": [each["kubernetesVersion"] for each in upgrades(version)]}},
    }


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
