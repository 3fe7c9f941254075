"""Operations on groups and users."""

from __future__ import annotations

from typing import Final

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.graph.entities import group_view, user_view
from aksess.cloud.services.graph.errors import bad_request, not_found
from aksess.cloud.services.graph.lookups import principal_of
from aksess.cloud.services.graph.request_properties import bound, display_name, flag, linked, merged, text
from aksess.cloud.services.graph.responses import body_of, done, many, one

GROUP: Final = "groups/$entity"
USER: Final = "users/$entity"
_GROUP_ELSEWHERE: Final = frozenset({"displayName", "members", "owners"})
# A password is accepted and not stored, because users cannot sign in here.
_USER_ELSEWHERE: Final = frozenset({"displayName", "accountEnabled", "passwordProfile"})


def list_groups(call: Call) -> Answer:
    """``GET /groups``."""
    return many(call, map(group_view, call.cloud.directory.of_kind(Kind.GROUP)), "groups")


def read_group(call: Call) -> Answer:
    """``GET /groups/{id}``."""
    return one(call, group_view(principal_of(call, call.params["id"], Kind.GROUP)), GROUP)


def create_group(call: Call) -> Answer:
    """``POST /groups``. The caller becomes the owner, unless the request names owners."""
    body = body_of(call)
    if not text(body, "mailNickname", ""):
        raise bad_request("A value is required for property 'mailNickname' of resource 'Group'.")
    if not isinstance(body.get("mailEnabled"), bool) or not isinstance(body.get("securityEnabled"), bool):
        raise bad_request("A value is required for property 'mailEnabled' and 'securityEnabled' of resource 'Group'.")
    group = Principal(
        object_id=call.cloud.random_source.uuid(),
        kind=Kind.GROUP,
        display_name=display_name(body),
        members=bound(call, body, "members"),
        owners=bound(call, body, "owners") or [call.caller.object_id],
        attributes=merged({}, body, _GROUP_ELSEWHERE),
        created=call.now,
    )
    call.cloud.directory.put(group)
    return one(call, group_view(group), GROUP, 201)


def update_group(call: Call) -> Answer:
    """``PATCH /groups/{id}``: properties, and members to add."""
    group, body = principal_of(call, call.params["id"], Kind.GROUP), body_of(call)
    group.display_name = display_name(body, group.display_name)
    for member in bound(call, body, "members"):
        group.members = linked(group.members, member, "members")
    group.attributes = merged(group.attributes, body, _GROUP_ELSEWHERE)
    call.cloud.directory.put(group)
    return done(call)


def delete_group(call: Call) -> Answer:
    """``DELETE /groups/{id}``."""
    call.cloud.directory.delete(principal_of(call, call.params["id"], Kind.GROUP).object_id)
    return done(call)


def list_users(call: Call) -> Answer:
    """``GET /users``."""
    return many(call, map(user_view, call.cloud.directory.of_kind(Kind.USER)), "users")


def read_user(call: Call) -> Answer:
    """``GET /users/{id}``: by object id or by principal name."""
    return one(call, user_view(user_of(call)), USER)


def create_user(call: Call) -> Answer:
    """``POST /users``."""
    body = body_of(call)
    name = text(body, "userPrincipalName", "")
    if "@" not in name:
        raise bad_request("Property userPrincipalName is invalid.")
    if any(str(each.attributes.get("userPrincipalName", "")).lower() == name.lower() for each in _users(call)):
        raise bad_request("Another object with the same value for property userPrincipalName already exists.")
    user = Principal(
        object_id=call.cloud.random_source.uuid(),
        kind=Kind.USER,
        display_name=display_name(body),
        enabled=flag(body, "accountEnabled", True),
        attributes=merged({}, body, _USER_ELSEWHERE),
        created=call.now,
    )
    call.cloud.directory.put(user)
    return one(call, user_view(user), USER, 201)


def update_user(call: Call) -> Answer:
    """``PATCH /users/{id}``."""
    user, body = user_of(call), body_of(call)
    user.display_name = display_name(body, user.display_name)
    user.enabled = flag(body, "accountEnabled", user.enabled)
    user.attributes = merged(user.attributes, body, _USER_ELSEWHERE)
    call.cloud.directory.put(user)
    return done(call)


def delete_user(call: Call) -> Answer:
    """``DELETE /users/{id}``."""
    call.cloud.directory.delete(user_of(call).object_id)
    return done(call)


def read_me(call: Call) -> Answer:
    """``GET /me``: refused, because the local Azure issues no tokens for users."""
    raise bad_request("/me request is only valid with delegated authentication flow.", "BadRequest")


def _users(call: Call) -> list[Principal]:
    return list(call.cloud.directory.of_kind(Kind.USER))


def user_of(call: Call) -> Principal:
    """The user of the path, by object id or principal name.

    Raises:
        Fault: 404.
    """
    wanted = call.params["id"].lower()
    for each in _users(call):
        if wanted in (each.object_id.lower(), str(each.attributes.get("userPrincipalName", "")).lower()):
            return each
    raise not_found(call.params["id"])
