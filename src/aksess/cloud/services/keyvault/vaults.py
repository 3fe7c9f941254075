"""A vault as its data plane sees it, read from the ARM resource once for every change of a vault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from aksess.chain import AccessPolicy, AllowedByPolicy, DeniedByPolicy, decide_by_policy
from aksess.chain.policies import PolicyKind
from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.firewall_rules import NetworkRules, Verdict, judge, read_rules
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.resources.origin import Origin
from aksess.cloud.services.keyvault.errors import no_such_vault

if TYPE_CHECKING:
    from aksess.cloud.cloud import Cloud

VAULT_TYPE: Final = "Microsoft.KeyVault/vaults"
RESOURCE: Final = "https://vault.azure.net"
# What Azure keeps deleted objects for where the vault does not say (Microsoft Learn, "Soft-delete overview").
RETENTION: Final = 90


@dataclass(frozen=True, slots=True)
class Vault:
    """A vault. uid: the GUID of this one; base: ``https://name.vault.azure.net``; retention: days.

    challenge: the header that sends a client to Entra. rbac: whether roles decide, else policies do.
    admitted, verdicts: what was decided before, for as long as no vault changes.
    """

    id: str
    name: str
    uid: str
    location: str
    tenant: str
    base: str
    rbac: bool
    premium: bool
    policies: tuple[AccessPolicy, ...]
    network: NetworkRules
    retention: int
    purge_protected: bool
    soft_delete: bool
    challenge: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    admitted: dict[tuple[str, str | None], Verdict] = field(default_factory=dict, compare=False, repr=False)
    verdicts: dict[tuple[frozenset[str], str | None, PolicyKind, str], AllowedByPolicy | DeniedByPolicy] = field(
        default_factory=dict, compare=False, repr=False
    )

    @property
    def recovery_level(self) -> str:
        """``DeletionRecoveryLevel``, as every object's attributes show it."""
        if not self.soft_delete:
            return "Purgeable"
        level = "Recoverable" if self.retention == RETENTION else "CustomizedRecoverable"
        return level if self.purge_protected else level + "+Purgeable"

    def judge(self, origin: Origin) -> Verdict:
        """What the firewall says of a caller."""
        key = (origin.address, origin.subnet)
        verdict = self.admitted.get(key)
        if verdict is None:
            verdict = self.admitted[key] = judge(self.network, origin)
        return verdict

    def decide(
        self, principals: frozenset[str], application: str | None, kind: PolicyKind, permission: str
    ) -> AllowedByPolicy | DeniedByPolicy:
        """What the access policies say of a caller."""
        key = (principals, application, kind, permission)
        verdict = self.verdicts.get(key)
        if verdict is None:
            if len(self.verdicts) > 10_000:
                self.verdicts.clear()
            verdict = decide_by_policy(principals, application, kind, permission, self.policies)
            self.verdicts[key] = verdict
        return verdict


class Vaults:
    """The vaults of a cloud by host name."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._version = -1
        self._by_host: dict[str, Vault] = {}

    def at(self, host: str) -> Vault:
        """The vault at a host name. Raises Fault(404, VaultNotFound): on Azure the name would not resolve."""
        inventory = self._cloud.inventory
        version = inventory.version(VAULT_TYPE)
        if self._version != version:
            self._by_host.clear()
            self._version = version
        vault = self._by_host.get(host)
        if vault is None:
            name = host.partition(".")[0]
            resource = inventory.named(VAULT_TYPE, name)
            if resource is None:
                raise no_such_vault(name)
            vault = self._by_host[host] = read_vault(resource, self._cloud.settings.tenant)
        return vault


def vault_of(call: Call) -> Vault:
    """Return the vault that a call is for; it is looked up once a call.

    Raises:
        Fault: 404 if there is no vault of that name.
    """
    if not isinstance(call.target, Vault):
        call.target = call.cloud.part(Vaults).at(call.host)
    return call.target


def read_vault(resource: Resource, tenant: str) -> Vault:
    """A vault of its ARM resource. tenant: of a vault that names none."""
    properties = resource.properties
    name = resource.name.lower()
    of_vault = str(properties.get("tenantId") or tenant).lower()
    location = (resource.location or "").lower().replace(" ", "")
    authority = f"https://login.microsoftonline.com/{of_vault}"
    return Vault(
        id=resource.id,
        name=resource.name,
        uid=str(resource.private.get("uid") or resource.id.lower()),
        location=location,
        tenant=of_vault,
        base=f"https://{name}.vault.azure.net",
        rbac=properties.get("enableRbacAuthorization") is True,
        premium=str((properties.get("sku") or {}).get("name", "")).lower() == "premium",
        policies=tuple(_policies(properties, of_vault)),
        network=read_rules(properties),
        retention=int(properties.get("softDeleteRetentionInDays") or RETENTION),
        purge_protected=properties.get("enablePurgeProtection") is True,
        soft_delete=properties.get("enableSoftDelete") is not False,
        challenge=(("www-authenticate", f'Bearer authorization="{authority}", resource="{RESOURCE}"'),),
        headers=(
            ("content-type", "application/json; charset=utf-8"),
            ("cache-control", "no-cache"),
            ("x-content-type-options", "nosniff"),
            ("x-ms-keyvault-region", location),
        ),
    )


def _policies(properties: dict[str, Any], tenant: str) -> list[AccessPolicy]:
    found = []
    for each in properties.get("accessPolicies") or ():
        # An entry for another tenant's principal is nobody's here.
        if str(each.get("tenantId") or tenant).lower() != tenant:
            continue
        given = {kind: names or () for kind, names in (each.get("permissions") or {}).items()}
        found.append(
            AccessPolicy(
                tenant_id=tenant,
                object_id=str(each.get("objectId", "")),
                application_id=each.get("applicationId") or None,
                keys=_lower(given.get("keys", ())),
                secrets=_lower(given.get("secrets", ())),
                certificates=_lower(given.get("certificates", ())),
                storage=_lower(given.get("storage", ())),
            )
        )
    return found


def _lower(names: Any) -> frozenset[str]:
    return frozenset(str(name).lower() for name in names)
