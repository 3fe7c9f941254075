"""Access: roles that exist, that give something there, and the vault's own way of deciding."""

from __future__ import annotations

from aksess.azure_facts.built_in_roles import built_in_role_names
from aksess.chain import RoleDefinition
from aksess.model.checks.declared import Declared
from aksess.model.cursor import At
from aksess.model.nearest import suggestion
from aksess.model.problem import Path
from aksess.model.problem_collector import ProblemCollector
from aksess.model.targets import (
    AccountTarget,
    ContainerTarget,
    QueueTarget,
    SecretTarget,
    StoreTarget,
    Target,
    VaultTarget,
    parse_target,
)

# One action for which no data action is needed although a data endpoint serves it.
_DELEGATION = "generateuserdelegationkey/action"


def check(root: At, declared: Declared, found: ProblemCollector) -> None:
    """Every entry of every workload's access."""
    given: dict[tuple[str, str, str], Path] = {}
    for workload in root.records("workloads"):
        for access in workload.records("access"):
            target = parse_target(access.text("to"))
            for role, path in access.texts("as"):
                _role(role, path, access.text("to"), found)
                _once(given, (workload.identity, access.text("to"), role), path, found)
            if access.has("secrets"):
                path = (*access.path, "secrets")
                _once(given, (workload.identity, access.text("to"), ""), path, found)
                _whole_vault(access.text("to"), target, path, found)
            if isinstance(target, VaultTarget | SecretTarget):
                _vaults_way(access, declared.vaults.get(target.vault), found)


def _role(name: str, path: Path, to: str, found: ProblemCollector) -> None:
    known = built_in_role_names()
    published = known.get(name.lower())
    if published is None or published.name != name:
        hint = suggestion(name, (role.name for role in known.values()), "see Azure's built-in roles")
        if not hint.startswith("did"):
            hint = "use the name of a built-in role; grant a role of your own in Terraform, beside this file"
        found.error_at(path, f"`{name[:80]}` is not a built-in role", hint)
        return
    target = parse_target(to)
    prefix = _data_prefix(target)
    if prefix and not _gives(RoleDefinition.from_azure(published.id, published.properties(), built_in=True), prefix):
        says = f"role `{name}` gives no access to what is in `{to}`, only to its management"
        found.warning_at(path, says, f"for data use {_data_roles(target)}")


def _data_prefix(target: Target | None) -> str:
    """Where the data actions of a target begin, in lower case; "" where the question makes no sense."""
    match target:
        case VaultTarget():
            return "microsoft.keyvault/vaults/"
        case SecretTarget():
            return "microsoft.keyvault/vaults/secrets/"
        case StoreTarget():
            return "microsoft.appconfiguration/configurationstores/"
        case AccountTarget():
            return "microsoft.storage/storageaccounts/"
        case ContainerTarget():
            return "microsoft.storage/storageaccounts/blobservices/"
        case QueueTarget():
            return "microsoft.storage/storageaccounts/queueservices/"
        case _:
            return ""


def _gives(role: RoleDefinition, prefix: str) -> bool:
    """True if some data action of the role can lie below the prefix."""
    for permission in role.permissions:
        if any(_meets(action.lower(), prefix) for action in permission.data_actions):
            return True
        delegations = (action.lower() for action in permission.actions if action.lower().endswith(_DELEGATION))
        if any(action.startswith(prefix) for action in delegations):
            return True
    return False


def _meets(action: str, prefix: str) -> bool:
    head, star, _ = action.partition("*")
    return head.startswith(prefix) or (bool(star) and prefix.startswith(head))


def _data_roles(target: Target | None) -> str:
    match target:
        case StoreTarget():
            return "`App Configuration Data Reader`"
        case QueueTarget():
            return "`Storage Queue Data Contributor` or narrower"
        case AccountTarget() | ContainerTarget():
            return "`Storage Blob Data Reader` or `Storage Queue Data Reader`, each for its service"
        case _:
            return "`Key Vault Secrets User`"


def _once(
    given: dict[tuple[str, str, str], Path], grant: tuple[str, str, str], path: Path, found: ProblemCollector
) -> None:
    there = given.setdefault(grant, path)
    if there != path:
        identity, to, role = grant
        what = f"role `{role}`" if role else "an access policy"
        says = f"identity `{identity}` is given {what} on `{to[:80]}` twice, first on line {found.mark(there).line}"
        found.error_at(path, says, "remove one of them" if role else "put all permissions into one entry")


def _whole_vault(to: str, target: Target | None, path: Path, found: ProblemCollector) -> None:
    if target is None or isinstance(target, VaultTarget):
        return
    hint = f"write `to: vault/{target.vault}`" if isinstance(target, SecretTarget) else "use `as` with a role"
    found.error_at(path, f"`secrets` permissions are for a whole vault, found `to: {to[:80]}`", hint)


def _vaults_way(access: At, vault: At | None, found: ProblemCollector) -> None:
    if vault is None:
        return
    way = vault.text("authorization")
    if way == "rbac" and access.has("secrets"):
        says = f"vault `{vault.name}` decides by role assignments, so `secrets` permissions would give nothing"
        hint = "write `as: Key Vault Secrets User`, or set `authorization: policies` on the vault"
        found.error_at((*access.path, "secrets"), says, hint)
    elif way == "policies" and access.has("as"):
        says = f"vault `{vault.name}` decides by access policies, so a role on it would give no secret"
        hint = "write `secrets: [get, list]`, or set `authorization: rbac` on the vault"
        found.error_at((*access.path, "as"), says, hint)
