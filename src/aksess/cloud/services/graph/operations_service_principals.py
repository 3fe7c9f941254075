"""Operations on service principals."""

from __future__ import annotations

from typing import Final

from aksess.cloud.identity.directory import Kind, Principal
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.authz import require_ownership
from aksess.cloud.services.graph.entities import first_party_view, service_principal_view
from aksess.cloud.services.graph.errors import bad_request
from aksess.cloud.services.graph.lookups import SERVICE_PRINCIPALS, first_party_of, principal_of, service_principals
from aksess.cloud.services.graph.odata import Object
from aksess.cloud.services.graph.operations_credentials import certificates_after
from aksess.cloud.services.graph.request_properties import bound, flag, merged, text
from aksess.cloud.services.graph.responses import body_of, done, many, one

ENTITY: Final = "servicePrincipals/$entity"
_KEPT_ELSEWHERE: Final = frozenset(
    {
        "accountEnabled", "appDisplayName", "appId", "appOwnerOrganizationId", "displayName", "keyCredentials",
        "passwordCredentials", "owners", "servicePrincipalNames", "servicePrincipalType",
    }
)  # fmt: skip


def list_service_principals(call: Call) -> Answer:
    """``GET /servicePrincipals``."""
    return many(call, service_principals(call), "servicePrincipals")


def read_service_principal(call: Call) -> Answer:
    """``GET /servicePrincipals/{id}``."""
    first_party = first_party_of(call, call.params["id"])
    if first_party is not None:
        return one(call, first_party_view(first_party), ENTITY)
    found = principal_of(call, call.params["id"], *SERVICE_PRINCIPALS)
    return one(call, service_principal_view(call, found), ENTITY)


def create_service_principal(call: Call) -> Answer:
    """``POST /servicePrincipals``: for an application of the tenant that has none."""
    body = body_of(call)
    app_id = text(body, "appId", "").lower()
    application = call.cloud.directory.application_of(app_id)
    if application is None or application.app_id.lower() != app_id:
        raise bad_request(
            f"The appId '{app_id[:80]}' of the service principal does not reference a valid application object.",
            "NoBackingApplicationObject",
        )
    require_ownership(call, application.owners)
    if call.cloud.directory.by_client_id(app_id) is not None:
        raise Fault(
            409,
            "Request_MultipleObjectsWithSameKeyValue",
            "The service principal cannot be created, updated, or restored because the service principal name "
            f"{app_id} is already in use.",
        )
    principal = Principal(
        object_id=call.cloud.random_source.uuid(),
        kind=Kind.APPLICATION,
        display_name=application.display_name,
        app_id=application.app_id,
        application_id=application.object_id,
        owners=bound(call, body, "owners") or [call.caller.object_id],
        created=call.now,
    )
    _write(call, principal, body)
    return one(call, service_principal_view(call, principal), ENTITY, 201)


def update_service_principal(call: Call) -> Answer:
    """``PATCH /servicePrincipals/{id}``."""
    _write(call, _changeable(call), body_of(call))
    return done(call)


def delete_service_principal(call: Call) -> Answer:
    """``DELETE /servicePrincipals/{id}``."""
    call.cloud.directory.delete(_changeable(call).object_id)
    return done(call)


def _changeable(call: Call) -> Principal:
    principal = principal_of(call, call.params["id"], *SERVICE_PRINCIPALS)
    if principal.kind is Kind.MANAGED_IDENTITY:
        raise Fault(
            403,
            "Authorization_RequestDenied",
            "The service principal of a managed identity is changed and deleted with the identity, not here.",
        )
    return principal


def _write(call: Call, principal: Principal, body: Object) -> None:
    principal.enabled = flag(body, "accountEnabled", principal.enabled)
    principal.certificates = certificates_after(call, body, principal.certificates)
    principal.attributes = merged(principal.attributes, body, _KEPT_ELSEWHERE)
    call.cloud.directory.put(principal)
