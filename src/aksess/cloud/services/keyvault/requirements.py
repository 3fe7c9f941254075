"""What the operations require: a dataAction of a role, and the access policy permission that stands for it.

Actions: Azure's list of Microsoft.KeyVault operations (Microsoft Learn, "Azure permissions for Security"). Permissions:
each operation's page in the REST API reference ("this operation requires the secrets/get permission").
"""

from __future__ import annotations

from typing import Any, Final

from aksess.chain.policies import PolicyKind
from aksess.cloud.pipeline.operation import Operation, RequiresRole, RequiresVaultPermission
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.keyvault.backups import Backups
from aksess.cloud.services.keyvault.lifecycle import Lifecycle

PREFIX: Final = "Microsoft.KeyVault/vaults"


def granted(kind: PolicyKind, permission: str, action: str, *or_actions: str) -> RequiresVaultPermission:
    """A requirement. action: behind the prefix, ``secrets/getSecret/action``."""
    others = tuple(f"{PREFIX}/{each}" for each in or_actions)
    return RequiresVaultPermission(kind, permission, RequiresRole(f"{PREFIX}/{action}", data=True, or_actions=others))


def shared_routes(kind: PolicyKind, read: str, lifecycle: Lifecycle[Any], backups: Backups[Any]) -> list[Route]:
    """The routes that secrets, keys and certificates have alike. read: the action that shows what is not secret."""
    noun = kind.removesuffix("s")

    def route(method: str, template: str, name: str, permission: str, action: str, run: Any) -> Route:
        return Route(method, template, Operation(name, granted(kind, permission, f"{kind}/{action}"), run))

    one, gone = f"/{kind}/{{name}}", f"/deleted{kind}/{{name}}"
    return [
        route("GET", f"/{kind}", f"list {kind}", "list", read, lifecycle.list_all),
        route("GET", f"{one}/versions", f"list {noun} versions", "list", read, lifecycle.list_versions),
        route("DELETE", one, f"delete {noun}", "delete", "delete", lifecycle.delete),
        route("POST", f"{one}/backup", f"back up {noun}", "backup", "backup/action", backups.back_up),
        route("POST", f"/{kind}/restore", f"restore {noun}", "restore", "restore/action", backups.restore),
        route("GET", f"/deleted{kind}", f"list deleted {kind}", "list", read, lifecycle.list_deleted),
        route("GET", gone, f"get deleted {noun}", "get", read, lifecycle.get_deleted),
        route("POST", f"{gone}/recover", f"recover {noun}", "recover", "recover/action", lifecycle.recover),
        route("DELETE", gone, f"purge {noun}", "purge", "purge/action", lifecycle.purge),
    ]
