"""Authorization: role assignments at the scope of a request, and ARM's answers to a caller who has none.

Microsoft Learn, "Troubleshoot Azure RBAC" (AuthorizationFailed, LinkedAuthorizationFailed).
"""

from __future__ import annotations

from aksess.chain import NO_ATTRIBUTES, Allowed, ConditionAttributes, Denied
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.decisions import refused
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.errors import bad_request


def allowed(call: Call, action: str, scope: str) -> bool:
    """Whether the caller may do an action at a scope."""
    verdict = call.cloud.authorization.decide(call.caller.principals, action, scope, data=False)
    return isinstance(verdict, Allowed)


def require_role(call: Call, action: str, scope: str, attributes: ConditionAttributes = NO_ATTRIBUTES) -> None:
    """Check that a role assignment allows the caller an action at a scope.

    Args:
        call: the call.
        action: the action.
        scope: the ARM id at which the role is needed.
        attributes: of the request, which conditions of role assignments may compare.

    Raises:
        Fault: 403 AuthorizationFailed.
    """
    verdict = call.cloud.authorization.decide(call.caller.principals, action, scope, data=False, attributes=attributes)
    if isinstance(verdict, Denied):
        raise Fault(
            403,
            "AuthorizationFailed",
            f"The client '{call.caller.app_id}' with object id '{call.caller.object_id}' does not have authorization "
            f"to perform action '{action}' over scope '{scope or '/'}' or the scope is invalid. If access was recently "
            "granted, please refresh your credentials.",
        ).because(refused(verdict))


def require_linked(call: Call, held: str, scope: str, action: str, linked: str) -> None:
    """Check that the caller may do what a write needs on another resource.

    Args:
        call: the call.
        held: the action that the caller has at ``scope``.
        scope: the id of the resource that is written.
        action: the action that is needed on the other resource.
        linked: the id of the other resource.

    Raises:
        Fault: 400 LinkedInvalidPropertyId, 403 LinkedAuthorizationFailed.
    """
    if not linked.lower().startswith("/subscriptions/"):
        raise bad_request(
            "LinkedInvalidPropertyId",
            f"Property id '{linked}' is invalid. Expect fully qualified resource Id that start with "
            "'/subscriptions/{subscriptionId}' or '/providers/{resourceProviderNamespace}/'.",
        )
    verdict = call.cloud.authorization.decide(call.caller.principals, action, linked, data=False)
    if isinstance(verdict, Denied):
        raise Fault(
            403,
            "LinkedAuthorizationFailed",
            f"The client '{call.caller.app_id}' with object id '{call.caller.object_id}' has permission to perform "
            f"action '{held}' on scope '{scope}'; however, it does not have permission to perform action(s) '{action}' "
            f"on the linked scope(s) '{linked}' (respectively) or the linked scope(s) are invalid.",
        ).because(refused(verdict))


def readable(call: Call, action: str, resources: list[Resource]) -> list[Resource]:
    """Return the resources that the caller may read. A caller with roles below a scope sees what the roles reach."""
    return [each for each in resources if allowed(call, action, each.id)]
