"""Operations on applications."""

from __future__ import annotations

from typing import Final

from aksess.cloud.identity.directory import Application
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.graph.entities import application_view, password_view
from aksess.cloud.services.graph.errors import bad_request, not_found
from aksess.cloud.services.graph.lookups import live_application, live_applications
from aksess.cloud.services.graph.odata import Object
from aksess.cloud.services.graph.operations_credentials import certificates_after, new_secret
from aksess.cloud.services.graph.request_properties import bound, display_name, merged, objects, texts
from aksess.cloud.services.graph.responses import body_of, done, many, one

ENTITY: Final = "applications/$entity"
_AUDIENCES: Final = (
    "AzureADMyOrg",
    "AzureADMultipleOrgs",
    "AzureADandPersonalMicrosoftAccount",
    "PersonalMicrosoftAccount",
    None,
)
_KEPT_ELSEWHERE: Final = frozenset(
    {"appId", "displayName", "identifierUris", "keyCredentials", "passwordCredentials", "owners"}
)


def list_applications(call: Call) -> Answer:
    """``GET /applications``."""
    return many(call, (application_view(call, each) for each in live_applications(call)), "applications")


def read_application(call: Call) -> Answer:
    """``GET /applications/{id}``."""
    return one(call, application_view(call, live_application(call, call.params["id"])), ENTITY)


def create_application(call: Call) -> Answer:
    """``POST /applications``. The caller becomes the owner, unless the request names owners."""
    body = body_of(call)
    application = Application(call.cloud.random_source.uuid(), call.cloud.random_source.uuid(), "", created=call.now)
    secrets = [new_secret(call, each) for each in objects(body, "passwordCredentials")]
    application.secrets = [secret for secret, _ in secrets]
    application.owners = bound(call, body, "owners") or [call.caller.object_id]
    _write(call, application, {"displayName": "", **body})
    view = application_view(call, application)
    view["passwordCredentials"] = [password_view(secret, plain) for secret, plain in secrets]
    return one(call, view, ENTITY, 201)


def update_application(call: Call) -> Answer:
    """``PATCH /applications/{id}``."""
    _write(call, live_application(call, call.params["id"]), body_of(call))
    return done(call)


def delete_application(call: Call) -> Answer:
    """``DELETE /applications/{id}``: its service principal goes too, and it can be restored for a while."""
    application = live_application(call, call.params["id"])
    application.deleted = call.now
    call.cloud.directory.put_application(application)
    principal = call.cloud.directory.by_client_id(application.app_id)
    if principal is not None:
        call.cloud.directory.delete(principal.object_id)
    return done(call)


def read_deleted(call: Call) -> Answer:
    """``GET /directory/deletedItems/{id}``."""
    return one(call, application_view(call, _deleted(call)), "directoryObjects/$entity")


def list_deleted(call: Call) -> Answer:
    """``GET /directory/deletedItems/microsoft.graph.application``."""
    found = (each for each in call.cloud.directory.applications() if each.deleted)
    return many(call, (application_view(call, each) for each in found), "applications")


def purge_deleted(call: Call) -> Answer:
    """``DELETE /directory/deletedItems/{id}``: for good."""
    call.cloud.directory.delete_application(_deleted(call).object_id)
    return done(call)


def restore_deleted(call: Call) -> Answer:
    """``POST /directory/deletedItems/{id}/restore``: the application, without its service principal."""
    application = _deleted(call)
    application.deleted = 0.0
    call.cloud.directory.put_application(application)
    return one(call, application_view(call, application), "directoryObjects/$entity")


def _deleted(call: Call) -> Application:
    found = call.cloud.directory.application(call.params["id"])
    if found is None or not found.deleted:
        raise not_found(call.params["id"])
    return found


def _write(call: Call, application: Application, body: Object) -> None:
    application.display_name = display_name(body, application.display_name)
    if "identifierUris" in body:
        application.identifier_uris = _free_uris(call, application, texts(body, "identifierUris"))
    application.certificates = certificates_after(call, body, application.certificates)
    _check_roles(application, body)
    if body.get("signInAudience", "AzureADMyOrg") not in _AUDIENCES:
        raise bad_request("Invalid value specified for property 'signInAudience' of resource.")
    application.attributes = merged(application.attributes, body, _KEPT_ELSEWHERE)
    api = application.attributes.get("api")
    version = api.get("requestedAccessTokenVersion") if isinstance(api, dict) else None
    # To Python, True equals 1.
    if version is not None and (type(version) is not int or version not in (1, 2)):
        raise bad_request("Invalid value specified for property 'requestedAccessTokenVersion' of resource.")
    application.token_version = version or 1
    call.cloud.directory.put_application(application)


def _free_uris(call: Call, application: Application, uris: list[str]) -> list[str]:
    for uri in uris:
        if not uri or any(each.isspace() for each in uri):
            raise bad_request("Invalid value specified for property 'identifierUris' of resource.")
        holder = call.cloud.directory.application_of(uri)
        if holder is not None and holder.object_id != application.object_id:
            raise bad_request("Another object with the same value for property identifierUris already exists.")
    return uris


def _check_roles(application: Application, body: Object) -> None:
    # Graph refuses to remove an enabled role.
    if "appRoles" not in body:
        return
    kept = {str(each.get("id")) for each in objects(body, "appRoles")}
    before = application.attributes.get("appRoles")
    for role in before if isinstance(before, list) else []:
        if role.get("isEnabled") and str(role.get("id")) not in kept:
            raise bad_request(
                "Permission (scope or role) cannot be deleted or updated unless disabled first.",
                "CannotDeleteOrUpdateEnabledEntitlement",
            )
