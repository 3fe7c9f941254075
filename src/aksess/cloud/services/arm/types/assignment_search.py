"""Role assignments by scope and filter. Microsoft Learn, "List Azure role assignments using the REST API"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from aksess.chain import Scope
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.resources.authorization import ASSIGNMENT_TYPE
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.arm.authz import readable
from aksess.cloud.services.arm.filters import Term, read_filter
from aksess.cloud.services.arm.paging import page
from aksess.cloud.services.arm.target import target_of
from aksess.cloud.services.arm.types.assignment_reading import guid_of_role

_SERVED: Final = frozenset({
    ("eq", "principalid"), ("eq", "roledefinitionid"), ("assignedto", ""), ("atscope", ""), ("atscopeandbelow", ""),
})  # fmt: skip


def list_assignments(call: Call, scope: str, show: Callable[[Resource], Any]) -> Answer:
    """Assignments that hold at a scope, and below it unless ``atScope()`` is asked, and pass the filter."""
    terms = read_filter(call.query.get("$filter", ""), _SERVED)
    here = Scope(scope)
    only_here = any(term.word == "atscope" for term in terms)
    found = [
        each
        for each in call.cloud.inventory.of_type(ASSIGNMENT_TYPE)
        if _reaches(Scope(each.properties["scope"]), here, only_here)
        and all(_holds(call, term, each) for term in terms)
    ]
    if target_of(call).readable_only:
        found = readable(call, f"{ASSIGNMENT_TYPE}/read", found)
    return page(call, found, lambda each: each.id.lower(), show)


def _reaches(assigned: Scope, here: Scope, only_here: bool) -> bool:
    return assigned.covers(here) or (not only_here and here.covers(assigned))


def _holds(call: Call, term: Term, assignment: Resource) -> bool:
    properties = assignment.properties
    match term.word, term.field:
        case "eq", "principalid":
            return bool(properties["principalId"].lower() == term.value.lower())
        case "assignedto", _:
            principals = {each.lower() for each in call.cloud.directory.principals_of(term.value)}
            return properties["principalId"].lower() in principals | {term.value.lower()}
        case "eq", "roledefinitionid":
            return guid_of_role(properties["roleDefinitionId"]) == guid_of_role(term.value)
        case _:
            # Scopes have been looked at already.
            return True
