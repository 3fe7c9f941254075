"""Directory objects of any kind, and the tenant itself."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.lookups import object_view
from aksess.cloud.services.graph.request_properties import texts
from aksess.cloud.services.graph.responses import body_of, many, one


def read_object(call: Call) -> Answer:
    """``GET /directoryObjects/{id}``."""
    return one(call, object_view(call, call.params["id"]), "directoryObjects/$entity")


def get_by_ids(call: Call) -> Answer:
    """``POST /directoryObjects/getByIds``: the existing ones, of the requested types."""
    body = body_of(call)
    kinds = {f"#microsoft.graph.{each}".lower() for each in texts(body, "types")}
    found = []
    for object_id in dict.fromkeys(texts(body, "ids")):
        try:
            view = object_view(call, object_id)
        except Fault:
            continue
        if not kinds or view["@odata.type"].lower() in kinds or "#microsoft.graph.directoryobject" in kinds:
            found.append(view)
    return many(call, found, "directoryObjects")


def list_organizations(call: Call) -> Answer:
    """``GET /organization``: the one tenant."""
    settings = call.cloud.settings
    tenant = {
        "id": settings.tenant,
        "displayName": settings.tenant_name,
        "tenantType": "AAD",
        "verifiedDomains": [
            {
                "name": settings.tenant_domain,
                "isDefault": True,
                "isInitial": True,
                "capabilities": "Email",
                "type": "Managed",
            }
        ],
    }
    return many(call, [tenant], "organization")


def list_domains(call: Call) -> Answer:
    """``GET /domains``: the tenant's initial domain."""
    domain = {
        "id": call.cloud.settings.tenant_domain,
        "authenticationType": "Managed",
        "isAdminManaged": True,
        "isDefault": True,
        "isInitial": True,
        "isRoot": True,
        "isVerified": True,
        "supportedServices": ["Email", "OfficeCommunicationsOnline"],
    }
    return many(call, [domain], "domains")
