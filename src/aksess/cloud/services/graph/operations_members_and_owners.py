"""Members of groups, and owners of objects."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from aksess.cloud.identity.directory import Application, Kind, Principal
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.errors import not_found
from aksess.cloud.services.graph.lookups import (
    SERVICE_PRINCIPALS,
    first_party_of,
    live_application,
    object_view,
    principal_of,
    referred,
)
from aksess.cloud.services.graph.odata import Object
from aksess.cloud.services.graph.request_properties import linked, texts
from aksess.cloud.services.graph.responses import body_of, done, many, one

Side = Literal["members", "owners"]
LinkHolder = Application | Principal
_KINDS = {"groups": (Kind.GROUP,), "serviceprincipals": SERVICE_PRINCIPALS}


def list_side(side: Side) -> Callable[[Call], Answer]:
    """``GET /{collection}/{id}/{members|owners}``."""

    def run(call: Call) -> Answer:
        if side == "owners" and first_party_of(call, call.params["id"]):
            return many(call, [], "directoryObjects")
        return many(call, _there(call, getattr(_holder(call), side)), "directoryObjects")

    return run


def add_to(side: Side) -> Callable[[Call], Answer]:
    """``POST /{collection}/{id}/{members|owners}/$ref``."""

    def run(call: Call) -> Answer:
        holder = _holder(call)
        new = referred(call, body_of(call).get("@odata.id"))
        setattr(holder, side, linked(getattr(holder, side), new, side))
        _put(call, holder)
        return done(call)

    return run


def remove_from(side: Side) -> Callable[[Call], Answer]:
    """``DELETE /{collection}/{id}/{members|owners}/{other}/$ref``."""

    def run(call: Call) -> Answer:
        holder, gone = _holder(call), call.params["other"].lower()
        present: list[str] = getattr(holder, side)
        if gone not in present:
            raise not_found(gone)
        if side == "owners" and present == [gone] and isinstance(holder, Principal) and holder.kind is Kind.GROUP:
            raise Fault(
                400,
                "Request_BadRequest",
                "The group must have at least one owner, hence this owner cannot be removed.",
            )
        setattr(holder, side, [each for each in present if each != gone])
        _put(call, holder)
        return done(call)

    return run


def list_transitive_members(call: Call) -> Answer:
    """``GET /groups/{id}/transitiveMembers``."""
    seen: list[str] = []
    waiting = list(principal_of(call, call.params["id"], Kind.GROUP).members)
    while waiting:
        member = waiting.pop(0)
        if member not in seen:
            seen.append(member)
            inner = call.cloud.directory.get(member)
            waiting.extend(inner.members if inner else [])
    return many(call, _there(call, seen), "directoryObjects")


def list_member_of(call: Call) -> Answer:
    """``GET /{collection}/{id}/memberOf``: the groups that have it as a direct member."""
    wanted = call.params["id"].lower()
    groups = call.cloud.directory.of_kind(Kind.GROUP)
    return many(call, _there(call, [each.object_id for each in groups if wanted in each.members]), "directoryObjects")


def list_transitive_member_of(call: Call) -> Answer:
    """``GET /{collection}/{id}/transitiveMemberOf``: through other groups too."""
    return many(call, _there(call, _groups_of(call)), "directoryObjects")


def get_member_objects(call: Call) -> Answer:
    """``POST /{collection}/{id}/{getMemberObjects|getMemberGroups}``: ids of groups."""
    body_of(call)
    return one(call, {"value": _groups_of(call)}, "Collection(Edm.String)")


def check_member_groups(call: Call) -> Answer:
    """``POST /{collection}/{id}/{checkMemberGroups|checkMemberObjects}``: the ones among these that it is in."""
    body = body_of(call)
    asked = texts(body, "groupIds") or texts(body, "ids")
    held = set(_groups_of(call))
    return one(call, {"value": [each for each in asked if each.lower() in held]}, "Collection(Edm.String)")


def _groups_of(call: Call) -> list[str]:
    wanted = call.params["id"].lower()
    return sorted(call.cloud.directory.principals_of(wanted) - {wanted})


def _there(call: Call, object_ids: list[str]) -> list[Object]:
    """Return the existing objects: a reference to a deleted object disappears with it."""
    found = []
    for object_id in object_ids:
        try:
            found.append(object_view(call, object_id))
        except Fault:
            continue
    return found


def _holder(call: Call) -> LinkHolder:
    collection = call.segments[1].partition("(")[0].lower()
    if collection == "applications":
        return live_application(call, call.params["id"])
    return principal_of(call, call.params["id"], *_KINDS[collection])


def _put(call: Call, holder: LinkHolder) -> None:
    if isinstance(holder, Application):
        call.cloud.directory.put_application(holder)
    else:
        call.cloud.directory.put(holder)
