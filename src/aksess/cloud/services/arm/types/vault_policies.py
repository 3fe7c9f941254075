"""A vault's access policies: read, checked, and changed one by one through ``accessPolicies/{add|replace|remove}``.

Microsoft Learn, "Vaults - Update Access Policy".
"""

from __future__ import annotations

from typing import Any, Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.services.arm.body import BodyReader, read_body
from aksess.cloud.services.arm.errors import bad_request
from aksess.cloud.services.arm.guids import is_guid
from aksess.cloud.services.arm.kind import Kinds, Override, Placement, ResourceType, Verb
from aksess.cloud.services.arm.resolution import parent_of
from aksess.cloud.services.arm.target import address_of

MOST: Final = 1024
_OBJECTS: Final = "get list update create import delete recover backup restore purge all"
PERMISSIONS: Final = {
    "keys": frozenset(
        f"{_OBJECTS} decrypt encrypt unwrapkey wrapkey verify sign release rotate getrotationpolicy "
        "setrotationpolicy".split()
    ),
    "secrets": frozenset(["get", "list", "set", "delete", "backup", "restore", "recover", "purge", "all"]),
    "certificates": frozenset(
        f"{_OBJECTS} managecontacts getissuers listissuers setissuers deleteissuers manageissuers".split()
    ),
    "storage": frozenset(
        [
            "get",
            "list",
            "delete",
            "set",
            "update",
            "regeneratekey",
            "recover",
            "purge",
            "backup",
            "restore",
            "setsas",
            "listsas",
            "getsas",
            "deletesas",
            "all",
        ]
    ),
}


def read_policies(reader: BodyReader) -> list[dict[str, Any]]:
    """The policies of a body's ``accessPolicies``. Raises Fault 400."""
    policies = reader.readers("accessPolicies")
    if len(policies) > MOST:
        raise bad_request("BadRequest", f"A vault can have {MOST} access policies; {len(policies)} were found.")
    return [_read_policy(each) for each in policies]


def _read_policy(reader: BodyReader) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in ("tenantId", "objectId"):
        found[name] = reader.text(name)
        if not is_guid(found[name]):
            raise bad_request(
                "BadRequest",
                f"An invalid value was provided for 'accessPolicies': {name} '{found[name]}' is not a GUID.",
            )
    application = reader.text("applicationId")
    if application:
        if not is_guid(application):
            raise bad_request("BadRequest", f"The applicationId '{application}' of an access policy is not a GUID.")
        found["applicationId"] = application
    found["permissions"] = _read_permissions(reader.object("permissions"))
    return found


def _read_permissions(reader: BodyReader) -> dict[str, list[str]]:
    permissions: dict[str, list[str]] = {}
    for kind, known in PERMISSIONS.items():
        if reader.content.get(kind) is None:
            continue
        permissions[kind] = reader.texts(kind)
        stray = next((each for each in permissions[kind] if each.lower() not in known), None)
        if stray is not None:
            raise bad_request(
                "BadRequest", f"'{stray}' is not a permission on {kind}. Allowed: {', '.join(sorted(known))}."
            )
    return permissions


def _update(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    """PUT ``…/accessPolicies/{add|replace|remove}``."""
    address = address_of(call)
    vault = call.cloud.inventory.get(parent_of(call, kinds, kind, address))
    word = address.names[-1].lower()
    if vault is None or word not in _CHANGES:
        raise bad_request(
            "BadRequest", f"The operation kind '{address.names[-1]}' is not valid. Expected: add, replace, remove."
        )
    sent = read_policies(BodyReader(read_body(call)).object("properties"))
    policies: list[dict[str, Any]] = vault.properties.get("accessPolicies") or []
    for each in sent:
        policies = _CHANGES[word](policies, each)
    if len(policies) > MOST:
        raise bad_request("BadRequest", f"A vault can have {MOST} access policies.")
    vault.properties["accessPolicies"] = policies
    vault.changed = call.now
    call.cloud.inventory.put(vault)
    shown = {
        "id": f"{vault.id}/accessPolicies/",
        "type": kind.name,
        "location": vault.location,
        "properties": {"accessPolicies": policies},
    }
    return json_answer(200, shown)


Policies = list[dict[str, Any]]


def _add(policies: Policies, entry: dict[str, Any]) -> Policies:
    """The permissions are added to those of the same principal and application."""
    before = next((each for each in policies if _whom(each) == _whom(entry)), None)
    if before is None:
        return [*policies, entry]
    had, given = before["permissions"], entry["permissions"]
    both = {
        kind: _union(had.get(kind) or [], given.get(kind) or []) for kind in PERMISSIONS if kind in had or kind in given
    }
    return [{**each, "permissions": both} if each is before else each for each in policies]


def _replace(policies: Policies, entry: dict[str, Any]) -> Policies:
    if all(_whom(each) != _whom(entry) for each in policies):
        return [*policies, entry]
    return [entry if _whom(each) == _whom(entry) else each for each in policies]


def _remove(policies: Policies, entry: dict[str, Any]) -> Policies:
    """The named permissions are taken away; a policy with none left goes."""
    kept: Policies = []
    for each in policies:
        if _whom(each) != _whom(entry):
            kept.append(each)
            continue
        left = {
            kind: [
                one for one in had if one.lower() not in {two.lower() for two in entry["permissions"].get(kind) or ()}
            ]
            for kind, had in each["permissions"].items()
        }
        if any(left.values()):
            kept.append({**each, "permissions": left})
    return kept


_CHANGES = {"add": _add, "replace": _replace, "remove": _remove}


def _whom(policy: dict[str, Any]) -> tuple[str, str]:
    return policy["objectId"].lower(), str(policy.get("applicationId") or "").lower()


def _union(one: list[str], other: list[str]) -> list[str]:
    known = {each.lower() for each in one}
    return [*one, *(each for each in other if each.lower() not in known)]


POLICIES = ResourceType(
    name="Microsoft.KeyVault/vaults/accessPolicies",
    versions=("2026-02-01", "2023-07-01", "2023-02-01", "2022-07-01"),
    placement=Placement.CHILD,
    verbs=frozenset({Verb.PUT}),
    overrides={"PUT": Override(RequiresRole("Microsoft.KeyVault/vaults/accessPolicies/write", data=False), _update)},
)
