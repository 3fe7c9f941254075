"""A user's manager."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.graph.errors import not_found
from aksess.cloud.services.graph.lookups import object_view, referred
from aksess.cloud.services.graph.operations_users_and_groups import user_of
from aksess.cloud.services.graph.responses import body_of, done, one


def read_manager(call: Call) -> Answer:
    """``GET /users/{id}/manager``: 404 if there is none."""
    manager = user_of(call).attributes.get("managerId")
    if not isinstance(manager, str):
        raise not_found("manager")
    return one(call, object_view(call, manager), "directoryObjects/$entity")


def set_manager(call: Call) -> Answer:
    """``PUT /users/{id}/manager/$ref``."""
    user = user_of(call)
    user.attributes = {**user.attributes, "managerId": referred(call, body_of(call).get("@odata.id"))}
    call.cloud.directory.put(user)
    return done(call)


def remove_manager(call: Call) -> Answer:
    """``DELETE /users/{id}/manager/$ref``."""
    user = user_of(call)
    if "managerId" not in user.attributes:
        raise not_found("manager")
    user.attributes = {name: value for name, value in user.attributes.items() if name != "managerId"}
    call.cloud.directory.put(user)
    return done(call)
