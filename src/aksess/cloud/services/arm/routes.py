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
from aksess.cloud.services.arm.address import split_path
from aksess.cloud.services.arm.async_operations import read_result, read_status
from aksess.cloud.services.arm.authn import authenticate
from aksess.cloud.services.arm.authz import allowed, require_role
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
from aksess.cloud.services.arm.target import Target, show_readable_only, target_of

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

_FIXED: Final = (
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
    Route("GET", f"{_OPERATION}/operationResults/{{operation}}", operation("get result", Authenticated(), read_result)),
)
ROUTES: Final = Routes((*_FIXED, *table.ROUTES))


def find(call: Call) -> Operation | None:
    """Return the operation of a call and set ``call.target``; None if there is no such operation."""
    segments = split_path(call.path)
    found = ROUTES.find(call)
    if found is None:
        return ENGINE.find(call, segments)
    listed = _RESOURCES_READ.action if found is _RESOURCES else ""
    call.target = Target(segments, _fixed_scope(segments), list_action=listed)
    return found


def authorize(call: Call, served: Operation) -> None:
    """Check that the subscription exists and that the caller has the role that the operation requires.

    Raises:
        Fault: 400 or 404 for the subscription, 403 AuthorizationFailed.
    """
    target = target_of(call)
    _check_subscription(call, target.segments)
    match served.requirement:
        case RequiresRole(action=action):
            if target.list_action and not allowed(call, action, target.scope) and has_role_below(call, target.scope):
                # A caller with a role below the scope sees the resources that the role reaches.
                show_readable_only(call)
                return
            require_role(call, action, target.scope)
        case Public() | Authenticated():
            return


def _check_subscription(call: Call, segments: tuple[str, ...]) -> None:
    if len(segments) < 2 or segments[0].lower() != "subscriptions":
        return
    if not is_guid(segments[1]):
        raise bad_request(
            "InvalidSubscriptionId", f"The provided subscription identifier '{segments[1]}' is malformed or invalid."
        )
    if segments[1].lower() != call.cloud.settings.subscription:
        raise subscription_not_found(segments[1])


def _fixed_scope(segments: tuple[str, ...]) -> str:
    """The group or subscription at the beginning of a fixed path."""
    if not segments or segments[0].lower() != "subscriptions":
        return ""
    length = 4 if len(segments) >= 4 and segments[2].lower() == "resourcegroups" else 2
    return "/" + "/".join(segments[:length])


def not_implemented(call: Call) -> Fault:
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
        authorize=authorize,
        not_implemented=not_implemented,
        render_error=render_error,
    ),
)
