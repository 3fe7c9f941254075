"""May this principal do that, by Key Vault access policy: the model of vaults without RBAC."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from aksess.chain.links import Link

PolicyKind: TypeAlias = Literal["secrets", "keys", "certificates", "storage"]


@dataclass(frozen=True, slots=True)
class AccessPolicy:
    """One entry of a vault's ``accessPolicies``. Permissions have no case: they are kept lower, ``{"get", "list"}``.

    object_id: a principal or a group. application_id: where given, the entry is for that application alone, as the
    client that acts for the principal (the vaults API, ``AccessPolicyEntry``).
    """

    tenant_id: str
    object_id: str
    application_id: str | None
    keys: frozenset[str] = frozenset()
    secrets: frozenset[str] = frozenset()
    certificates: frozenset[str] = frozenset()
    storage: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        for kind in ("keys", "secrets", "certificates", "storage"):
            object.__setattr__(self, kind, frozenset(each.lower() for each in getattr(self, kind)))

    def of(self, kind: PolicyKind) -> frozenset[str]:
        """The permissions for one kind of object."""
        match kind:
            case "secrets":
                return self.secrets
            case "keys":
                return self.keys
            case "certificates":
                return self.certificates
            case "storage":
                return self.storage


@dataclass(frozen=True, slots=True)
class AllowedByPolicy:
    """This entry allows it."""

    policy: AccessPolicy


@dataclass(frozen=True, slots=True)
class DeniedByPolicy:
    """No entry allows it. useless: the principals' entries, none of which does."""

    kind: PolicyKind
    permission: str
    useless: tuple[AccessPolicy, ...] = ()

    @property
    def link(self) -> Link:
        """Always GRANT."""
        return Link.GRANT

    @property
    def found(self) -> str:
        """The permissions of that kind that are there."""
        given = sorted({permission for each in self.useless for permission in each.of(self.kind)})
        return f"{self.kind}: {', '.join(given)}" if given else f"no permission on {self.kind}"

    @property
    def wanted(self) -> tuple[str, ...]:
        """The permission, ``"secrets: get"``."""
        return (f"{self.kind}: {self.permission}",)


def decide_by_policy(
    principals: str | Collection[str],
    application_id: str | None,
    kind: PolicyKind,
    permission: str,
    policies: Iterable[AccessPolicy],
) -> AllowedByPolicy | DeniedByPolicy:
    """Whether an access policy lets one of the principals use a permission on a kind of object.

    (1) an entry names one of the principals (object id of the caller or of a group);
    (2) it names no application, or that of the caller (the ``appid`` claim; None where there is none);
    (3) it has the permission, whatever the case, or ``all``, which is all but ``purge``: that one has to be named
        (the warning of Azure PowerShell's Set-AzKeyVaultAccessPolicy). ``*`` is no permission.
    """
    held = {principals.lower()} if isinstance(principals, str) else {each.lower() for each in principals}
    wanted = permission.lower()
    useless: list[AccessPolicy] = []
    for each in policies:
        # (1) for one of the principals
        if each.object_id.lower() not in held:
            continue
        # (2) for this application, where it says one; (3) with the permission
        if _speaks_for(each, application_id) and _has(each.of(kind), wanted):
            return AllowedByPolicy(each)
        useless.append(each)
    return DeniedByPolicy(kind, permission, tuple(useless))


def _speaks_for(policy: AccessPolicy, application_id: str | None) -> bool:
    if not policy.application_id:
        return True
    return application_id is not None and policy.application_id.lower() == application_id.lower()


def _has(given: frozenset[str], permission: str) -> bool:
    return permission in given or ("all" in given and permission != "purge")
