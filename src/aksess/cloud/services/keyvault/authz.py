"""What a proven caller may do in a vault: the steps after ``authn``.

(6) the firewall lets it in; (7) a role, or an access policy, gives it the operation, at the vault or at the object;
(8) the request names a version of the API. What is behind the name is looked up after that: a refusal wins over a 404,
so that names do not leak.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final
from urllib.parse import parse_qsl

from aksess.chain import Allowed, AllowedByPolicy
from aksess.cloud.identity.caller import Caller
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.decisions import refused
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Operation, RequiresVaultPermission
from aksess.cloud.resources.firewall_rules import Verdict
from aksess.cloud.services.keyvault.errors import POLICY_HELP, bad_parameter, forbidden, shown
from aksess.cloud.services.keyvault.vaults import Vault, vault_of
from aksess.wire.events import Decision

NEWEST: Final = "2025-07-01"
# 7.0 to 7.6 and dated versions since, previews of both ("7.6-preview.2", "2026-01-01-preview").
_VERSION: Final = re.compile(r"(7\.\d|20\d\d-[01]\d-[0-3]\d)(-preview(\.\d+)?)?", re.ASCII)


def authorize(call: Call, operation: Operation) -> None:
    """Raise Fault 403 where the caller may not, 400 where the API version is missing or unknown."""
    vault = vault_of(call)
    # (6) the firewall
    verdict = vault.judge(call.origin)
    if verdict is not Verdict.ADMITTED:
        raise _kept_out(call, vault, verdict)
    # (7) the grant
    requirement = operation.requirement
    if isinstance(requirement, RequiresVaultPermission):
        if vault.rbac:
            _check_roles(call, vault, requirement)
        else:
            _check_policies(call, vault, requirement)
    # (8) the version
    fault = wrong_version(call.query_string)
    if fault:
        raise bad_parameter(fault)


def scope_of(call: Call, vault: Vault, requirement: RequiresVaultPermission) -> str:
    """The ARM scope that an operation is at: the vault, or ``…/secrets/name`` for an object's."""
    name = call.params.get("name")
    return f"{vault.id}/{requirement.kind}/{name}" if name else vault.id


def _check_roles(call: Call, vault: Vault, requirement: RequiresVaultPermission) -> None:
    scope = scope_of(call, vault, requirement)
    principals = call.caller.principals
    verdict = call.cloud.authorization.decide(principals, requirement.role.action, scope, data=True)
    for other in requirement.role.or_actions:
        if isinstance(verdict, Allowed):
            break
        verdict = call.cloud.authorization.decide(principals, other, scope, data=True)
    if isinstance(verdict, Allowed):
        call.decision = Decision(action=requirement.role.action, scope=scope, why=verdict.assignment.id)
        return
    raise forbidden("ForbiddenByRbac", _not_by_role(vault, call.caller, requirement.role.action, scope)).because(
        refused(verdict, action=requirement.role.action, scope=scope)
    )


def _check_policies(call: Call, vault: Vault, requirement: RequiresVaultPermission) -> None:
    kind, permission = requirement.kind, requirement.permission
    caller = call.caller
    # A workload acts for itself; an application that acts for a user has a compound identity.
    application = None if caller.claims.get("idtyp") == "app" else caller.app_id or None
    verdict = vault.decide(caller.principals, application, kind, permission)
    if permission.endswith("issuers") and not isinstance(verdict, AllowedByPolicy):
        verdict = vault.decide(caller.principals, application, kind, "manageissuers")
    if isinstance(verdict, AllowedByPolicy):
        call.decision = Decision(
            action=f"{kind} {permission}", scope=vault.id, why=f"access policy of {verdict.policy.object_id}"
        )
        return
    raise forbidden("AccessDenied", _not_by_policy(vault, caller, kind, permission)).because(
        refused(verdict, action=f"{kind} {permission}", scope=vault.id)
    )


def described(caller: Caller) -> str:
    """A caller as Key Vault's messages name it."""
    return f"appid={caller.app_id};oid={caller.object_id};iss={caller.claims['iss']}"


def _not_by_role(vault: Vault, caller: Caller, action: str, scope: str) -> str:
    # The vault's id is shown in lower case, the object's name as it was asked for.
    resource = vault.id.lower() + scope[len(vault.id) :]
    return (
        "Caller is not authorized to perform action on resource.\r\n"
        "If role assignments, deny assignments or role definitions were changed recently, please observe propagation "
        "time.\r\n"
        f"Caller: {described(caller)}\r\n"
        f"Action: '{action}'\r\n"
        f"Resource: '{resource}'\r\n"
        "Assignment: (not found)\r\n"
        "DenyAssignmentId: null\r\n"
        "DecisionReason: 'DeniedWithNoValidRBAC' \r\n"
        f"Vault: {vault.name};location={vault.location}\r\n"
    )


def _not_by_policy(vault: Vault, caller: Caller, kind: str, permission: str) -> str:
    return (
        f"The user, group or application '{described(caller)}' does not have {kind} {permission} permission on key "
        f"vault '{vault.name};location={vault.location}'. For help resolving this issue, please see {POLICY_HELP}"
    )


def _kept_out(call: Call, vault: Vault, verdict: Verdict) -> Fault:
    caller, origin = call.caller, call.origin
    decision = Decision(link="network", found=origin.subnet or origin.address, why=verdict.value)
    who = f"Caller: {described(caller)}\r\nVault: {vault.name};location={vault.location}"
    if verdict is Verdict.SHUT:
        return forbidden(
            "ForbiddenByConnection",
            "Public network access is disabled and request is not from a trusted service nor via an approved private "
            f"link.\r\n{who}",
        ).because(decision)
    reason = (
        "Client address is not authorized and caller is not a trusted service."
        if vault.network.trusts_services
        else "Request was not allowed by NSP rules and the client address is not authorized and caller was ignored "
        "because bypass is set to None"
    )
    return forbidden("ForbiddenByFirewall", f"{reason}\r\nClient address: {origin.address}\r\n{who}").because(decision)


@lru_cache(maxsize=1024)
def wrong_version(query_string: str) -> str:
    """What is wrong with the ``api-version`` of a query; empty where nothing is."""
    versions = [value for name, value in parse_qsl(query_string) if name.lower() == "api-version"]
    if not versions:
        return "api-version must be specified"
    if not _VERSION.fullmatch(versions[0]):
        return (
            f"The specified version ({shown(versions[0])}) is not recognized. Consider using the latest supported "
            f"version ({NEWEST})."
        )
    return ""
