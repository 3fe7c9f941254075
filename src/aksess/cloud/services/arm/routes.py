"""Paths to operations: the fixed ones of the table below, then those of every type.

The request pipeline gives the order. One check is ARM's own: the subscription must exist before ARM looks for a grant.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import Authenticated, Operation, Public, RequiresRole, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.arm import kinds as table
from aksess.cloud.services.arm.async_operations import read_result, read_status
from aksess.cloud.services.arm.authn import authenticate
from aksess.cloud.services.arm.authz import allowed, requirement
from aksess.cloud.services.arm.engine import Engine
from aksess.cloud.services.arm.errors import bad_request, not_served, subscription_not_found
from aksess.cloud.services.arm.guids import is_guid
from aksess.cloud.services.arm.namespaces import get_provider, list_providers
from aksess.cloud.services.arm.resources import list_resources
from aksess.cloud.services.arm.response_headers import operation, render_error
from aksess.cloud.services.arm.subscriptions import (
    endpoints,
    get_subscription,
    has_role_below,
    list_locations,
    list_subscriptions,
    list_tenants,
)

KINDS: Final = table.table()
ENGINE: Final = Engine(KINDS)

_SUBSCRIPTION: Final = "/subscriptions/{subscription}"
_GROUP: Final = _SUBSCRIPTION + "/resourceGroups/{group}"
_OPERATION: Final = _SUBSCRIPTION + "/providers/{namespace}/locations/{location}"
_BEFORE_SIGN_IN: Final = Public("clients read where to sign in before they have a token")
_SUBSCRIPTION_READ: Final = RequiresRole("Microsoft.Resources/subscriptions/read", data=False)
_PROVIDERS_READ: Final = RequiresRole("Microsoft.Resources/subscriptions/providers/read", data=False)
_RESOURCES_READ: Final = RequiresRole("Microsoft.Resources/subscriptions/resources/read", data=False)
_RESOURCES: Final = operation("list resources", _RESOURCES_READ, partial(list_resources, KINDS))
_PROVIDER: Final = partial(get_provider, KINDS)

FIXED: Final = Routes(
    (
        Route("GET", "/metadata/endpoints", operation("metadata endpoints", _BEFORE_SIGN_IN, endpoints)),
        Route("GET", "/tenants", operation("list tenants", Authenticated(), list_tenants)),
        Route("GET", "/subscriptions", operation("list subscriptions", Authenticated(), list_subscriptions)),
        Route("GET", _SUBSCRIPTION, operation("get subscription", _SUBSCRIPTION_READ, get_subscription)),
        Route("GET", f"{_SUBSCRIPTION}/locations", operation("list locations", _SUBSCRIPTION_READ, list_locations)),
        Route("GET", "/providers", operation("list providers", Authenticated(), partial(list_providers, KINDS))),
        Route("GET", "/providers/{namespace}", operation("get provider", Authenticated(), _PROVIDER)),
        Route(
            "GET",
            f"{_SUBSCRIPTION}/providers",
            operation("list providers", _PROVIDERS_READ, partial(list_providers, KINDS)),
        ),
        Route("GET", f"{_SUBSCRIPTION}/providers/{{namespace}}", operation("get provider", _PROVIDERS_READ, _PROVIDER)),
        Route(
            "POST",
            f"{_SUBSCRIPTION}/providers/{{namespace}}/register",
            operation("register provider", RequiresRole("Microsoft.Resources/register/action", data=False), _PROVIDER),
        ),
        Route("GET", f"{_SUBSCRIPTION}/resources", _RESOURCES),
        Route("GET", f"{_GROUP}/resources", _RESOURCES),
        Route(
            "GET",
            f"{_OPERATION}/operationStatuses/{{operation}}",
            operation("get operation", Authenticated(), read_status),
        ),
        Route(
            "GET", f"{_OPERATION}/operationResults/{{operation}}", operation("get result", Authenticated(), read_result)
        ),
    )
)
TYPED: Final = Routes(table.ROUTES)


def find(call: Call) -> Operation | None:
    """The operation of a call, with ``scope`` (where a grant is needed) in its parameters."""
    for routes in (TYPED, FIXED):
        found = routes.find(call)
        if found is not None:
            call.params["scope"] = _own_scope(call)
            if found is _RESOURCES:
                call.params["list"] = _RESOURCES_READ.action
            return found
    return ENGINE.find(call)


def check(call: Call, asked: Operation) -> None:
    """The subscription is there, and the caller has the grant that the operation requires. Raises Fault 403 or 404."""
    _check_subscription(call)
    match asked.requirement:
        case RequiresRole(action=action):
            scope = call.params["scope"]
            if "list" in call.params and not allowed(call, action, scope) and has_role_below(call, scope):
                # A caller with a role below the scope sees what that role reaches.
                call.params["filtered"] = "yes"
                return
            requirement(call, action, scope)
        case Public() | Authenticated():
            return


def _check_subscription(call: Call) -> None:
    segments = call.segments
    if len(segments) < 2 or segments[0].lower() != "subscriptions":
        return
    if not is_guid(segments[1]):
        raise bad_request(
            "InvalidSubscriptionId", f"The provided subscription identifier '{segments[1]}' is malformed or invalid."
        )
    if segments[1].lower() != call.cloud.settings.subscription:
        raise subscription_not_found(segments[1])


def _own_scope(call: Call) -> str:
    """The group or subscription at the beginning of a fixed path."""
    segments = call.segments
    if not segments or segments[0].lower() != "subscriptions":
        return ""
    length = 4 if len(segments) >= 4 and segments[2].lower() == "resourcegroups" else 2
    return "/" + "/".join(segments[:length])


def unknown(call: Call) -> Fault:
    """What is not there: 501, by the name of its type where the path has one."""
    segments = call.segments
    if "providers" in (lower := [each.lower() for each in segments]):
        at = len(lower) - 1 - lower[::-1].index("providers")
        tail = segments[at + 1 :]
        return not_served(call, f"'{'/'.join([*tail[:1], *tail[1::2]])}' with {call.method}")
    return not_served(call, f"{call.method} of this path")


SERVICES: Final = (
    Service(
        name="arm",
        hosts=("management.azure.com", "management.core.windows.net"),
        find=find,
        authenticate=authenticate,
        authorize=check,
        not_implemented=unknown,
        render_error=render_error,
    ),
)
