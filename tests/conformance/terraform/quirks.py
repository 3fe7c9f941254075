"""What the providers themselves do that no cloud can help, each with its reason."""

from __future__ import annotations

from typing import Any

# What a read of the provider never sets, so that an import cannot know it: the first plan after it writes it once more.
UNREADABLE: dict[str, frozenset[str]] = {
    # An import cannot know that the value was written by a write-only argument: it reads it into the other one.
    "azurerm_key_vault_secret": frozenset({"value", "value_wo_version"}),
    # storage_profile is only ever sent; an image cleaner that is off is not sent, so Azure has none to show; 3.x reads
    # node_os_channel_upgrade only into a state that has one.
    "azurerm_kubernetes_cluster": frozenset(
        {"storage_profile", "image_cleaner_enabled", "image_cleaner_interval_hours", "node_os_channel_upgrade"}
    ),
    # These are how the blob was made and not what it is: a blob that is imported with them is made again.
    "azurerm_storage_blob": frozenset({"source", "source_content", "parallelism", "size"}),
}
# The same, inside blocks.
UNREADABLE_INSIDE = {"azurerm_kubernetes_cluster": {"default_node_pool": frozenset({"temporary_name_for_rotation"})}}
# No import at all, in the provider's own documentation.
NOT_IMPORTED = frozenset({"azuread_application_password", "azuread_service_principal_password"})


def import_id(resource: dict[str, Any]) -> str:
    """The id under which a resource of a state is imported, "" where the provider has no import."""
    if resource["type"] in NOT_IMPORTED:
        return ""
    return str(resource["values"]["id"])


def explained(plan: dict[str, Any]) -> dict[str, Any]:
    """What a plan of imports would change without a reason of the provider's own: address to the change."""
    found: dict[str, Any] = {}
    for each in plan["resource_changes"]:
        change, kind = each["change"], each["type"]
        if kind in NOT_IMPORTED or each["mode"] == "data":
            continue
        differing = _differing(_without(change, UNREADABLE_INSIDE.get(kind, {})))
        if not differing <= UNREADABLE.get(kind, frozenset()):
            found[each["address"]] = (change["actions"], {name: _pair(change, name) for name in differing})
    return found


def _without(change: dict[str, Any], inside: dict[str, frozenset[str]]) -> dict[str, Any]:
    """The change without those attributes of those blocks."""
    return {**change, **{side: _blocks(change[side], inside) for side in ("before", "after")}}


def _blocks(values: dict[str, Any] | None, inside: dict[str, frozenset[str]]) -> dict[str, Any]:
    kept = dict(values or {})
    for block, names in inside.items():
        kept[block] = [{name: each[name] for name in each if name not in names} for each in kept.get(block) or ()]
    return kept


def _differing(change: dict[str, Any]) -> frozenset[str]:
    """The attributes for whose sake something is done: of a replacement, those that force it."""
    if "delete" in change["actions"]:
        return frozenset(str(path[0]) for path in change.get("replace_paths", ())) or frozenset({"deleted"})
    before, after = change["before"] or {}, change["after"] or {}
    unknown = {name for name, each in (change.get("after_unknown") or {}).items() if each is True}
    names = {*before, *after}
    return frozenset(name for name in names if before.get(name) != after.get(name) or name in unknown)


def _pair(change: dict[str, Any], name: str) -> tuple[Any, Any]:
    return (change["before"] or {}).get(name), (change["after"] or {}).get(name)
