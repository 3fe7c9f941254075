"""Finds directory objects by id, and lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from aksess.cloud.identity.directory import Application, Kind, Principal
from aksess.cloud.identity.first_party_applications import FirstParty, first_parties
from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.graph.entities import (
    application_view,
    first_party_view,
    principal_view,
    service_principal_view,
)
from aksess.cloud.services.graph.errors import bad_request, not_found
from aksess.cloud.services.graph.odata import Object

SERVICE_PRINCIPALS: Final = (Kind.APPLICATION, Kind.MANAGED_IDENTITY)
_REFERENCE: Final = re.compile(
    r".*/(?:directoryObjects|users|groups|servicePrincipals|applications)/([^/]+)/?$", re.IGNORECASE
)


def live_application(call: Call, object_id: str) -> Application:
    """An application that is not deleted.

    Raises:
        Fault: 404.
    """
    found = call.cloud.directory.application(object_id)
    if found is None or found.deleted:
        raise not_found(object_id)
    return found


def principal_of(call: Call, object_id: str, *kinds: Kind) -> Principal:
    """A principal of one of these kinds.

    Raises:
        Fault: 404.
    """
    found = call.cloud.directory.get(object_id)
    if found is None or found.kind not in kinds:
        raise not_found(object_id)
    return found


def first_party_of(call: Call, object_id: str) -> FirstParty | None:
    """The service principal of one of Microsoft's applications, by object id."""
    return next((each for each in first_parties(call.cloud.settings.tenant) if each.object_id == object_id), None)


def first_party_with(call: Call, app_id: str) -> FirstParty | None:
    """The service principal of one of Microsoft's applications, by client id."""
    return next((each for each in first_parties(call.cloud.settings.tenant) if each.app_id == app_id.lower()), None)


def live_applications(call: Call) -> Iterator[Application]:
    """All applications that are not deleted."""
    return (each for each in call.cloud.directory.applications() if not each.deleted)


def service_principals(call: Call) -> Iterator[Object]:
    """The views of all service principals: applications', managed identities' and Microsoft's."""
    for kind in SERVICE_PRINCIPALS:
        for principal in call.cloud.directory.of_kind(kind):
            yield service_principal_view(call, principal)
    taken = {principal.app_id for principal in call.cloud.directory.of_kind(Kind.APPLICATION)}
    for first_party in first_parties(call.cloud.settings.tenant):
        if first_party.app_id not in taken:
            yield first_party_view(first_party)


def object_view(call: Call, object_id: str) -> Object:
    """The view of any directory object.

    Raises:
        Fault: 404.
    """
    principal = call.cloud.directory.get(object_id)
    if principal is not None:
        return principal_view(call, principal)
    first_party = first_party_of(call, object_id)
    if first_party is not None:
        return first_party_view(first_party)
    return application_view(call, live_application(call, object_id))


def referred(call: Call, reference: object) -> str:
    """Return the id that an ``@odata.id`` names, if the object exists.

    Raises:
        Fault: 400 or 404.
    """
    match = _REFERENCE.fullmatch(reference) if isinstance(reference, str) else None
    if match is None:
        raise bad_request("Invalid URL format specified in the @odata.id of the reference.")
    object_view(call, match[1])
    return match[1].lower()
