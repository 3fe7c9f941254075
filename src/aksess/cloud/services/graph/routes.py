"""Graph's paths, each with the application permissions that open it.

Permissions: Microsoft Learn, the page of each operation, "Permissions", column "Application".
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Authenticated, Operation, Requirement, Run, Service
from aksess.cloud.pipeline.routing import Route, Routes
from aksess.cloud.services.graph import operations_app_role_assignments as app_roles
from aksess.cloud.services.graph import operations_applications as applications
from aksess.cloud.services.graph import operations_credentials as credentials
from aksess.cloud.services.graph import operations_directory as directory
from aksess.cloud.services.graph import operations_federated_credentials as federated
from aksess.cloud.services.graph import operations_manager as manager
from aksess.cloud.services.graph import operations_members_and_owners as members
from aksess.cloud.services.graph import operations_service_principals as service_principals
from aksess.cloud.services.graph import operations_users_and_groups as users_and_groups
from aksess.cloud.services.graph.alternate_keys import counted, spelled_out
from aksess.cloud.services.graph.authn import authenticate
from aksess.cloud.services.graph.authz import OWNED, authorize, requires_any
from aksess.cloud.services.graph.errors import not_implemented, render_error

_READ_ALL: Final = ("Directory.Read.All", "Directory.ReadWrite.All")
_READ_APPS: Final = requires_any("Application.Read.All", "Application.ReadWrite.All", OWNED, *_READ_ALL)
_WRITE_APPS: Final = requires_any("Application.ReadWrite.All", OWNED, "Directory.ReadWrite.All")
_READ_GROUPS: Final = requires_any("Group.Read.All", "Group.ReadWrite.All", "GroupMember.Read.All", *_READ_ALL)
_WRITE_GROUPS: Final = requires_any("Group.ReadWrite.All", "Directory.ReadWrite.All")
_CREATE_GROUPS: Final = requires_any("Group.Create", "Group.ReadWrite.All", "Directory.ReadWrite.All")
_READ_USERS: Final = requires_any("User.Read.All", "User.ReadWrite.All", *_READ_ALL)
_WRITE_USERS: Final = requires_any("User.ReadWrite.All", "Directory.ReadWrite.All")
_READ_ANY: Final = requires_any(*_READ_ALL)
_GRANT: Final = requires_any("AppRoleAssignment.ReadWrite.All")

Row = tuple[str, str, str, Requirement, Run]

_APPLICATIONS: Final[tuple[Row, ...]] = (
    ("GET", "", "list applications", _READ_APPS, applications.list_applications),
    ("POST", "", "create application", _WRITE_APPS, applications.create_application),
    ("GET", "/{id}", "read application", _READ_APPS, applications.read_application),
    ("PATCH", "/{id}", "update application", _WRITE_APPS, applications.update_application),
    ("DELETE", "/{id}", "delete application", _WRITE_APPS, applications.delete_application),
    (
        "GET",
        "/{id}/federatedIdentityCredentials",
        "list credentials",
        _READ_APPS,
        federated.list_credentials,
    ),
    (
        "POST",
        "/{id}/federatedIdentityCredentials",
        "create credential",
        _WRITE_APPS,
        federated.create_credential,
    ),
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
            ("POST", f"/{{id}}/{name}", "give an app role", _GRANT, app_roles.give),
            ("GET", f"/{{id}}/{name}/{{assignment}}", "read an app role", _READ_APPS, app_roles.read_given),
            (
                "DELETE",
                f"/{{id}}/{name}/{{assignment}}",
                "take back an app role",
                _GRANT,
                app_roles.take_back,
            ),
        )
    ),
    ("GET", "/{id}/appRoleAssignments", "list app roles", _READ_APPS, app_roles.list_given),
    ("GET", "/{id}/appRoleAssignedTo", "list app roles given", _READ_APPS, app_roles.list_given_to),
)
_GROUPS: Final[tuple[Row, ...]] = (
    ("GET", "", "list groups", _READ_GROUPS, users_and_groups.list_groups),
    ("POST", "", "create group", _CREATE_GROUPS, users_and_groups.create_group),
    ("GET", "/{id}", "read group", _READ_GROUPS, users_and_groups.read_group),
    ("PATCH", "/{id}", "update group", _WRITE_GROUPS, users_and_groups.update_group),
    ("DELETE", "/{id}", "delete group", _WRITE_GROUPS, users_and_groups.delete_group),
    ("GET", "/{id}/members", "list members", _READ_GROUPS, members.list_side("members")),
    ("POST", "/{id}/members/$ref", "add member", _WRITE_GROUPS, members.add_to("members")),
    ("DELETE", "/{id}/members/{other}/$ref", "remove member", _WRITE_GROUPS, members.remove_from("members")),
    (
        "GET",
        "/{id}/transitiveMembers",
        "list transitive members",
        _READ_GROUPS,
        members.list_transitive_members,
    ),
)
_USERS: Final[tuple[Row, ...]] = (
    ("GET", "", "list users", _READ_USERS, users_and_groups.list_users),
    ("POST", "", "create user", _WRITE_USERS, users_and_groups.create_user),
    ("GET", "/{id}", "read user", _READ_USERS, users_and_groups.read_user),
    ("PATCH", "/{id}", "update user", _WRITE_USERS, users_and_groups.update_user),
    ("DELETE", "/{id}", "delete user", _WRITE_USERS, users_and_groups.delete_user),
    ("GET", "/{id}/manager", "read manager", _READ_USERS, manager.read_manager),
    ("PUT", "/{id}/manager/$ref", "set manager", _WRITE_USERS, manager.set_manager),
    ("DELETE", "/{id}/manager/$ref", "remove manager", _WRITE_USERS, manager.remove_manager),
)
_PASSWORDS: Final[tuple[Row, ...]] = (
    ("POST", "/{id}/addPassword", "add password", _WRITE_APPS, credentials.add_password),
    ("POST", "/{id}/removePassword", "remove password", _WRITE_APPS, credentials.remove_password),
)
_MEMBERSHIPS: Final[tuple[Row, ...]] = (
    ("GET", "/{id}/memberOf", "list groups of", _READ_GROUPS, members.list_member_of),
    (
        "GET",
        "/{id}/transitiveMemberOf",
        "list all groups of",
        _READ_GROUPS,
        members.list_transitive_member_of,
    ),
    ("POST", "/{id}/getMemberObjects", "get member objects", _READ_GROUPS, members.get_member_objects),
    ("POST", "/{id}/getMemberGroups", "get member groups", _READ_GROUPS, members.get_member_objects),
    ("POST", "/{id}/checkMemberGroups", "check member groups", _READ_GROUPS, members.check_member_groups),
    ("POST", "/{id}/checkMemberObjects", "check member objects", _READ_GROUPS, members.check_member_groups),
)
_TENANT: Final[tuple[Row, ...]] = (
    ("GET", "/me", "read me", Authenticated(), users_and_groups.read_me),
    ("GET", "/directoryObjects/{id}", "read directory object", _READ_ANY, directory.read_object),
    ("POST", "/directoryObjects/getByIds", "get by ids", _READ_ANY, directory.get_by_ids),
    ("GET", "/organization", "read organization", _READ_ANY, directory.list_organizations),
    ("GET", "/domains", "list domains", _READ_ANY, directory.list_domains),
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
        ("GET", "/{id}/owners", "list owners", read, members.list_side("owners")),
        ("POST", "/{id}/owners/$ref", "add owner", write, members.add_to("owners")),
        ("DELETE", "/{id}/owners/{other}/$ref", "remove owner", write, members.remove_from("owners")),
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
    """Whether a segment is a function or a type name and so cannot be an id."""
    return text == "delta" or text.startswith(("$", "microsoft.graph."))


SERVICES = (Service("graph", ("graph.microsoft.com",), _find, authenticate, authorize, not_implemented, render_error),)
