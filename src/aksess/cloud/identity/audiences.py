"""The audiences of access tokens: Azure's own services, and the applications of the tenant.

Client ids and names of the first-party applications: Microsoft Learn, "Verify first-party Microsoft applications
in sign-in reports", and the documentation of each service.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from aksess.cloud.identity.directory import Directory

EXCHANGE: Final = "api://AzureADTokenExchange"
EXCHANGE_ID: Final = "fb60f99c-7a34-4190-8149-302f77469936"


@dataclass(frozen=True, slots=True)
class Resource:
    """The resource of a token request. audience: the ``aud`` of its tokens; version: of its tokens, 1 or 2."""

    audience: str
    app_id: str
    version: int = 1


# Client id: names. Each name is also valid with a trailing slash.
FIRST_PARTY: Final = {
    "797f4846-ba00-4fd7-ba43-dac1f8f63013": (
        "https://management.azure.com",
        "https://management.core.windows.net",
    ),
    "00000003-0000-0000-c000-000000000000": ("https://graph.microsoft.com",),
    "00000002-0000-0000-c000-000000000000": ("https://graph.windows.net",),
    "cfa8b339-82a2-471a-a3c9-0fc0be7a4093": ("https://vault.azure.net",),
    "589d5083-6f11-4d30-a62a-a4b316a14abf": ("https://managedhsm.azure.net",),
    "e406a681-f3d4-42a8-90b6-c2b029497af1": ("https://storage.azure.com",),
    "35ffadb3-7fc1-497e-b61b-381d28e744cc": ("https://azconfig.io", "https://appconfig.azure.com"),
    "6dae42f8-4368-4678-94ff-3960e28e3630": (),
    "123cd850-d9df-40bd-94d5-c9f07b7fa203": ("https://ossrdbms-aad.database.windows.net",),
    "022907d3-0f1b-48f7-badc-1ba6abab6d66": ("https://database.windows.net",),
    "80369ed6-5f11-4dd9-bef3-692475845e77": ("https://eventhubs.azure.net",),
    "80a10ef9-8168-493d-abf9-3297c4ef6e3c": ("https://servicebus.azure.net",),
    "a232010e-820c-4083-83bb-3ace5fc29d0b": ("https://cosmos.azure.com",),
    "ca7f3f0b-7d91-482c-8e09-c5d840d0eac5": ("https://api.loganalytics.io", "https://api.loganalytics.azure.com"),
    "6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26": ("https://containerregistry.azure.net",),
    "7d312290-28c8-473c-a0ed-8e53749b6d6d": ("https://cognitiveservices.azure.com",),
    "499b84ac-1321-427f-aa17-267ca6975798": (),
    EXCHANGE_ID: (EXCHANGE,),
}
_NAMES: Final = {
    **{app_id: app_id for app_id in FIRST_PARTY},
    **{name: app_id for app_id, names in FIRST_PARTY.items() for name in names},
}

# One audience for each account or store: the documentation of "Authorize access to data in Azure Storage" and of
# App Configuration name both forms.
_STORAGE_ID: Final = "e406a681-f3d4-42a8-90b6-c2b029497af1"
_PER_NAME: Final = (
    (re.compile(r"[a-z0-9]{3,24}(-secondary)?\.(blob|queue|table|file|dfs)\.core\.windows\.net"), _STORAGE_ID),
    (re.compile(r"[a-z0-9-]{1,50}\.azconfig\.io"), "35ffadb3-7fc1-497e-b61b-381d28e744cc"),
    (re.compile(r"[a-z0-9-]{1,50}\.servicebus\.windows\.net"), "80a10ef9-8168-493d-abf9-3297c4ef6e3c"),
    (re.compile(r"[a-z0-9-]{1,50}\.documents\.azure\.com"), "a232010e-820c-4083-83bb-3ace5fc29d0b"),
    (re.compile(r"[a-z0-9]{1,50}\.azurecr\.io"), "6a0ec4d3-30cb-4a83-91c0-ae56bc0e3d26"),
)


class Missing(Enum):
    """Why Entra issues no token for a name."""

    UNKNOWN = "unknown"
    DISABLED = "disabled"


def find_resource(directory: Directory, name: str) -> Resource | Missing:
    """Return the resource of a name: a URL, an identifier URI or a client id, with or without a trailing slash."""
    for spelling in (name, name.lower()):
        if app_id := _first_party(spelling):
            # A managed identity's token for the exchange is a v2.0 one: applications federate with that issuer.
            return Resource(app_id, app_id, 2) if app_id == EXCHANGE_ID else Resource(spelling, app_id)
    application = directory.application_of(name)
    principal = directory.by_client_id(application.app_id) if application else None
    if application is None or principal is None:
        return Missing.UNKNOWN
    if not principal.enabled:
        return Missing.DISABLED
    # A v2.0 token has the client id of the service as its audience, whatever name the request used.
    own_name = application.token_version == 2 or name.lower() == application.app_id.lower()
    return Resource(application.app_id if own_name else name, application.app_id, application.token_version)


def _first_party(name: str) -> str | None:
    if app_id := _NAMES.get(name) or _NAMES.get(name.removesuffix("/")):
        return app_id
    host = name.removeprefix("https://").removesuffix("/") if name.startswith("https://") else ""
    return next((app_id for pattern, app_id in _PER_NAME if pattern.fullmatch(host)), None)
