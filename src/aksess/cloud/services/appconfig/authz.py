"""App Configuration authorizes a caller: the store's network rules, then a role or an access key."""

from __future__ import annotations

from aksess.chain import Allowed
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.decisions import refused
from aksess.cloud.pipeline.operation import Operation, RequiresRole
from aksess.cloud.resources.firewall_rules import Verdict, judge, read_rules
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.access_keys import AccessKeyCaller
from aksess.cloud.services.appconfig.errors import forbidden
from aksess.cloud.services.appconfig.stores import store_of
from aksess.wire.events import Decision


def authorize(call: Call, operation: Operation) -> None:
    """Check the network rules and the grant.

    Raises:
        Fault: 403 if either refuses the caller.
    """
    store = store_of(call)
    verdict = judge(read_rules(store.properties), call.origin)
    if verdict is not Verdict.ADMITTED:
        raise forbidden(f"The store's network rules do not admit {call.origin.address}.").because(
            Decision(link="network", found=call.origin.subnet or call.origin.address, why=verdict.value)
        )
    requirement = operation.requirement
    if not isinstance(requirement, RequiresRole):
        return
    if isinstance(call.caller, AccessKeyCaller):
        if call.caller.read_only and not requirement.action.endswith("/read"):
            raise forbidden("The access key is read-only.").because(
                Decision(link="grant", found="a read-only access key", wanted=(requirement.action,))
            )
        return
    _check_role(call, store, requirement)


def _check_role(call: Call, store: Resource, requirement: RequiresRole) -> None:
    verdict = call.cloud.authorization.decide(
        call.caller.principals, requirement.action, store.id, data=requirement.data
    )
    if not isinstance(verdict, Allowed):
        raise forbidden(f"No role assignment gives {requirement.action} at {store.id}.").because(refused(verdict))
