"""What admission lets pass and a person should know: the mistakes that otherwise show up an hour later in a log."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from aksess.chain.annotations import CLIENT_ID, SKIP_CONTAINERS, TENANT_ID
from aksess.inject.outcome import Json, WarningCode
from aksess.inject.patch_builder import PatchBuilder
from aksess.inject.pod_annotations import Annotations
from aksess.inject.sidecar import is_windows

_GUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
# A tenant is named by its GUID or by one of its domains.
_TENANT: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?")


def about_account(name: str, account: Annotations, builder: PatchBuilder) -> None:
    """The client id and tenant that the service account names."""
    client_id = account.get(CLIENT_ID, "")
    if not client_id:
        builder.warn(
            WarningCode.CLIENT_ID_MISSING,
            f'service account "{name}" has no annotation {CLIENT_ID}: AZURE_CLIENT_ID is not set',
        )
    elif not _GUID.fullmatch(client_id):
        builder.warn(
            WarningCode.CLIENT_ID_INVALID,
            f'annotation {CLIENT_ID} of service account "{name}" is not a GUID: found {client_id[:40]!r}',
        )
    tenant = account.get(TENANT_ID)
    if tenant is not None:
        _about_tenant(name, tenant, builder)


def _about_tenant(name: str, tenant: str, builder: PatchBuilder) -> None:
    if not tenant:
        builder.warn(
            WarningCode.TENANT_ID_EMPTY,
            f'annotation {TENANT_ID} of service account "{name}" is empty: AZURE_TENANT_ID is not set; remove it',
        )
    elif not _TENANT.fullmatch(tenant):
        builder.warn(
            WarningCode.TENANT_ID_INVALID,
            f'annotation {TENANT_ID} of service account "{name}" is no tenant: found {tenant[:40]!r}',
        )


def about_skipped(skipped: Iterable[str], known: set[object], builder: PatchBuilder) -> None:
    """Names in skip-containers that no container has."""
    for name in sorted(set(skipped) - known):
        hint = " (names are separated by ;)" if any(mark in name for mark in ",:| ") else ""
        builder.warn(
            WarningCode.SKIP_UNKNOWN, f'annotation {SKIP_CONTAINERS}: the pod has no container "{name[:63]}"{hint}'
        )


def about_windows(spec: Json, builder: PatchBuilder) -> None:
    """A Windows pod whose security context has a Linux user: the kubelet cannot set the token file's owner."""
    context = spec.get("securityContext")
    if type(context) is dict and context.get("runAsUser") is not None and is_windows(spec):
        builder.warn(
            WarningCode.WINDOWS_USER,
            "securityContext.runAsUser on a Windows pod: the token volume cannot be mounted; use windowsOptions",
        )
