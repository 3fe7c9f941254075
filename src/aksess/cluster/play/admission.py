"""Admits the pods of manifests as AKS does: the service account exists, and the webhook changes a labelled pod."""

from __future__ import annotations

from typing import Any, Final

from aksess.cluster.play.errors import ManifestRefused
from aksess.cluster.play.manifests import Manifests, ObjectName
from aksess.inject import Denied, ServiceAccount, Settings, inject, wants_injection

Json = dict[str, Any]
# The account that a controller makes in every namespace.
DEFAULT: Final = "default"
# The name of the webhook in Azure/azure-workload-identity, config/webhook.
WEBHOOK: Final = "mutation.azure-workload-identity.io"


def admit_pods(manifests: Manifests, settings: Settings) -> tuple[list[Json], list[str]]:
    """Admit every pod.

    Args:
        manifests: the pods and their service accounts.
        settings: of the webhook.

    Returns:
        The pods as they run, and the webhook's warnings.

    Raises:
        ManifestRefused: a pod is refused; the text is that of the API server.
    """
    pods: list[Json] = []
    warnings: list[str] = []
    for name, pod in manifests.pods.items():
        account = _account(manifests, name, pod["spec"]["serviceAccountName"])
        if not wants_injection(pod):
            pods.append(pod)
            continue
        outcome = inject(pod, account, settings, name.namespace)
        if isinstance(outcome, Denied):
            raise ManifestRefused(f'admission webhook "{WEBHOOK}" denied pod {name}: {outcome.message}.')
        pods.append(outcome.pod)
        warnings += [f"pod {name}: {each}" for each in outcome.warnings]
    return pods, warnings


def _account(manifests: Manifests, pod: ObjectName, account: str) -> ServiceAccount:
    found = manifests.service_accounts.get(ObjectName(pod.namespace, account))
    if found is not None:
        return ServiceAccount(account, found["metadata"].get("annotations") or {})
    if account == DEFAULT:
        return ServiceAccount(DEFAULT, {})
    # The text of the ServiceAccount admission plugin (kubernetes/kubernetes, plugin/pkg/admission/serviceaccount).
    raise ManifestRefused(
        f'pods "{pod.name}" is forbidden: error looking up service account {pod.namespace}/{account}: '
        f'serviceaccount "{account}" not found.',
        "declare the ServiceAccount in one of the files",
    )
