"""Removes the resources that the file no longer names, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aksess.apply.context import VERSIONS, ApplyContext
from aksess.apply.errors import ApplyFailed
from aksess.apply.stores import remove_setting, remove_store
from aksess.apply.vaults import remove_secret, remove_vault

# The end of an ARM id's type, in lower case, and the version with which it is deleted.
_KINDS: tuple[tuple[str, str], ...] = (
    ("/roleassignments/", "role"),
    ("/microsoft.managedidentity/", "identity"),
    ("/microsoft.containerservice/", "cluster"),
    ("/microsoft.storage/", "account"),
    ("/microsoft.network/", "network"),
)


def remove(context: ApplyContext, before: Sequence[str]) -> int:
    """Remove resources of ``before`` that the file no longer has; return their number. Raises ApplyFailed."""
    kept = {each.lower() for each in context.ids}
    gone = [each for each in reversed(before) if each.lower() not in kept]
    for each in gone:
        context.say(f"remove {each.rpartition('/')[2]}")
        if not each.startswith("https://") or _has_owner(context, each, before):
            _remover(each)(context, each)
    return len(gone)


def has_moved(context: ApplyContext, before: Sequence[str]) -> bool:
    """Whether the file named another resource group before."""
    return any(_is_group(each) and each.lower() != context.group.lower() for each in before)


def _is_group(resource_id: str) -> bool:
    return "/resourcegroups/" in resource_id.lower() and resource_id.count("/") == 4


def _remove_group(context: ApplyContext, resource_id: str) -> None:
    # Deleting a group deletes everything in it, resources of other tools too: only an empty one is deleted.
    inside = context.azure.arm("GET", f"{resource_id}/resources", VERSIONS["group"], allowed=(404,))
    if inside.status_code == 200 and not inside.json()["value"]:
        _delete(context, resource_id)


def _has_owner(context: ApplyContext, url: str, before: Sequence[str]) -> bool:
    """Whether the vault or store of a data-plane URL is still there: a deleted one does not answer."""
    name = url.removeprefix("https://").partition(".")[0].lower()
    for kind, version in (("/vaults/", "vault"), ("/configurationstores/", "store")):
        for owner in before:
            if owner.lower().endswith(kind + name):
                return context.azure.arm("GET", owner, VERSIONS[version], allowed=(404,)).status_code == 200
    return False


def _remover(each: str) -> Callable[[ApplyContext, str], None]:
    lower = each.lower()
    if lower.startswith("https://"):
        return remove_secret if ".vault." in lower.partition("/secrets")[0] else remove_setting
    if _is_group(each):
        return _remove_group
    if "/roleassignments/" not in lower:
        if "/microsoft.keyvault/" in lower:
            return remove_vault
        if "/microsoft.appconfiguration/" in lower:
            return remove_store
    return _delete


def _delete(context: ApplyContext, resource_id: str) -> None:
    lower = resource_id.lower()
    version = next((version for part, version in _KINDS if part in lower), "group")
    try:
        context.delete(resource_id, version)
    except ApplyFailed as failed:
        # A 404 means that it was deleted together with its parent.
        if failed.status != 404:
            raise
