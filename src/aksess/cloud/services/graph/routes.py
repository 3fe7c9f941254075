"""Graph's paths, each with the application permissions that open it.

Permissions: Microsoft Learn, the page of each operation, "Permissions", column "Application".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Authenticated, Operation, Requirement, Run, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.graph import (
    applications,
    assignments,
    credentials,
    federated,
    links,
    people,
    service_principals,
    superiors,
    tenant,
)
from aksess.cloud.services.graph.addresses import counted, spelled_out
from aksess.cloud.services.graph.faults import render_error, unknown
from aksess.cloud.services.graph.guard import OWNED, check, open_to, prove

_READ_ALL: Final = ("Directory.Read.All", "Directory.ReadWrite.All")
_READ_APPS: Final = open_to("Application.Read.All", "Application.ReadWrite.All", OWNED, *_READ_ALL)
_WRITE_APPS: Final = open_to("Application.ReadWrite.All", OWNED, "Directory.ReadWrite.All")
_READ_GROUPS: Final = open_to("Group.Read.All", "Group.ReadWrite.All", "GroupMember.Read.All", *_READ_ALL)
_WRITE_GROUPS: Final = open_to("Group.ReadWrite.All", "Directory.ReadWrite.All")
_CREATE_GROUPS: Final = open_to("Group.Create", "Group.ReadWrite.All", "Directory.ReadWrite.All")
_READ_USERS: Final = open_to("User.Read.All", "User.ReadWrite.All", *_READ_ALL)
_WRITE_USERS: Final = open_to("User.ReadWrite.All", "Directory.ReadWrite.All")
_READ_ANY: Final = open_to(*_READ_ALL)
_GRANT: Final = open_to("AppRoleAssignment.ReadWrite.All")

Row = tuple[str, str, str, Requirement, Run]

_APPLICATIONS: Final[tuple[Row, ...]] = (
    ("GET", "", "list applications", _READ_APPS, applications.list_applications),
    ("POST", "", "create application", _WRITE_APPS, applications.create_application),
    ("GET", "/{id}", "read application", _READ_APPS, applications.read_application),
    ("PATCH", "/{id}", "update application", _WRITE_APPS, applications.update_application),
    ("DELETE", "/{id}", "delete application", _WRITE_APPS, applications.delete_application),
    ("GET", "/{id}/federatedIdentityCredentials", "list credentials", _READ_APPS, federated.list_credentials),
    ("POST", "/{id}/federatedIdentityCredentials", "create credential", _WRITE_APPS, federated.create_credential),
    (
        "GET",
        "/{id}/federatedIdentityCredentials/{credential}",
        "read credential",
        _READ_APPS,
        federated.read_credential,
    ),
    (
        "PATCH",
        "/{id}/federatedIdentityCredentials/{credential}",
        "update credential",
        _WRITE_APPS,
        federated.update_credential,
    ),
    (
        "DELETE",
        "/{id}/federatedIdentityCredentials/{credential}",
        "delete credential",
        _WRITE_APPS,
        federated.delete_credential,
    ),
)
_SERVICE_PRINCIPALS: Final[tuple[Row, ...]] = (
    ("GET", "", "list service principals", _READ_APPS, service_principals.list_service_principals),
    ("POST", "", "create service principal", _WRITE_APPS, service_principals.create_service_principal),
    ("GET", "/{id}", "read service principal", _READ_APPS, service_principals.read_service_principal),
    ("PATCH", "/{id}", "update service principal", _WRITE_APPS, service_principals.update_service_principal),
    ("DELETE", "/{id}", "delete service principal", _WRITE_APPS, service_principals.delete_service_principal),
    *(
        row
        for name in ("appRoleAssignments", "appRoleAssignedTo")
        for row in (
            ("POST", f"/{{id}}/{name}", "give an app role", _GRANT, assignments.give),
            ("GET", f"/{{id}}/{name}/{{assignment}}", "read an app role", _READ_APPS, assignments.read_given),
            ("DELETE", f"/{{id}}/{name}/{{assignment}}", "take back an app role", _GRANT, assignments.take_back),
        )
    ),
    ("GET", "/{id}/appRoleAssignments", "list app roles", _READ_APPS, assignments.list_given),
    ("GET", "/{id}/appRoleAssignedTo", "list app roles given", _READ_APPS, assignments.list_given_to),
)
_GROUPS: Final[tuple[Row, ...]] = (
    ("GET", "", "list groups", _READ_GROUPS, people.list_groups),
    ("POST", "", "create group", _CREATE_GROUPS, people.create_group),
    ("GET", "/{id}", "read group", _READ_GROUPS, people.read_group),
    ("PATCH", "/{id}", "update group", _WRITE_GROUPS, people.update_group),
    ("DELETE", "/{id}", "delete group", _WRITE_GROUPS, people.delete_group),
    ("GET", "/{id}/members", "list members", _READ_GROUPS, links.list_side("members")),
    ("POST", "/{id}/members/$ref", "add member", _WRITE_GROUPS, links.add_to("members")),
    ("DELETE", "/{id}/members/{other}/$ref", "remove member", _WRITE_GROUPS, links.remove_from("members")),
    ("GET", "/{id}/transitiveMembers", "list transitive members", _READ_GROUPS, links.list_transitive_members),
)
_USERS: Final[tuple[Row, ...]] = (
    ("GET", "", "list users", _READ_USERS, people.list_users),
    ("POST", "", "create user", _WRITE_USERS, people.create_user),
    ("GET", "/{id}", "read user", _READ_USERS, people.read_user),
    ("PATCH", "/{id}", "update user", _WRITE_USERS, people.update_user),
    ("DELETE", "/{id}", "delete user", _WRITE_USERS, people.delete_user),
    ("GET", "/{id}/manager", "read manager", _READ_USERS, superiors.read_manager),
    ("PUT", "/{id}/manager/$ref", "set manager", _WRITE_USERS, superiors.set_manager),
    ("DELETE", "/{id}/manager/$ref", "remove manager", _WRITE_USERS, superiors.remove_manager),
)
_PASSWORDS: Final[tuple[Row, ...]] = (
    ("POST", "/{id}/addPassword", "add password", _WRITE_APPS, credentials.add_password),
    ("POST", "/{id}/removePassword", "remove password", _WRITE_APPS, credentials.remove_password),
)
_MEMBERSHIPS: Final[tuple[Row, ...]] = (
    ("GET", "/{id}/memberOf", "list groups of", _READ_GROUPS, links.list_member_of),
    ("GET", "/{id}/transitiveMemberOf", "list all groups of", _READ_GROUPS, links.list_transitive_member_of),
    ("POST", "/{id}/getMemberObjects", "get member objects", _READ_GROUPS, links.get_member_objects),
    ("POST", "/{id}/getMemberGroups", "get member groups", _READ_GROUPS, links.get_member_objects),
    ("POST", "/{id}/checkMemberGroups", "check member groups", _READ_GROUPS, links.check_member_groups),
    ("POST", "/{id}/checkMemberObjects", "check member objects", _READ_GROUPS, links.check_member_groups),
)
_TENANT: Final[tuple[Row, ...]] = (
    ("GET", "/me", "read me", Authenticated(), people.read_me),
    ("GET", "/directoryObjects/{id}", "read directory object", _READ_ANY, tenant.read_object),
    ("POST", "/directoryObjects/getByIds", "get by ids", _READ_ANY, tenant.get_by_ids),
    ("GET", "/organization", "read organization", _READ_ANY, tenant.list_organizations),
    ("GET", "/domains", "list domains", _READ_ANY, tenant.list_domains),
    (
        "GET",
        "/directory/deletedItems/microsoft.graph.application",
        "list deleted",
        _READ_APPS,
        applications.list_deleted,
    ),
    ("GET", "/directory/deletedItems/{id}", "read deleted", _READ_APPS, applications.read_deleted),
    ("DELETE", "/directory/deletedItems/{id}", "purge deleted", _WRITE_APPS, applications.purge_deleted),
    ("POST", "/directory/deletedItems/{id}/restore", "restore deleted", _WRITE_APPS, applications.restore_deleted),
)


def _owners(read: Requirement, write: Requirement) -> tuple[Row, ...]:
    return (
        ("GET", "/{id}/owners", "list owners", read, links.list_side("owners")),
        ("POST", "/{id}/owners/$ref", "add owner", write, links.add_to("owners")),
        ("DELETE", "/{id}/owners/{other}/$ref", "remove owner", write, links.remove_from("owners")),
    )


_COLLECTIONS: Final[dict[str, tuple[Row, ...]]] = {
    "": _TENANT,
    "/applications": (*_APPLICATIONS, *_PASSWORDS, *_owners(_READ_APPS, _WRITE_APPS)),
    "/servicePrincipals": (*_SERVICE_PRINCIPALS, *_PASSWORDS, *_MEMBERSHIPS, *_owners(_READ_APPS, _WRITE_APPS)),
    "/groups": (*_GROUPS, *_MEMBERSHIPS, *_owners(_READ_GROUPS, _WRITE_GROUPS)),
    "/users": (*_USERS, *_MEMBERSHIPS),
    "/directoryObjects": _MEMBERSHIPS,
}


def _every_route() -> Iterator[Route]:
    for collection, rows in _COLLECTIONS.items():
        for method, rest, name, requirement, run in rows:
            yield Route(method, f"/{{version}}{collection}{rest}", Operation(name, requirement, run))


_ROUTES: Final = Routes(_every_route())


def _find(call: Call) -> Operation | None:
    if call.segments[:1] not in (["v1.0"], ["beta"]):
        return None
    path = spelled_out(call)
    collection = counted(path)
    found = _ROUTES.find(call, collection or path)
    if found is None or _is_word(call.params.get("id", "")):
        return None
    if collection:
        call.params["counted"] = "yes"
    return found


def _is_word(text: str) -> bool:
    """A function or a type in the place of an id: nothing has it for its own."""
    return text == "delta" or text.startswith(("$", "microsoft.graph."))


SERVICES = (Service("graph", ("graph.microsoft.com",), _find, prove, check, unknown, render_error),)
