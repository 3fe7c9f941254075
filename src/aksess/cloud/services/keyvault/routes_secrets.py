"""The operations on secrets."""

from __future__ import annotations

from typing import Final

from aksess.cloud.pipeline.operation import Operation
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.keyvault.backups import Backups
from aksess.cloud.services.keyvault.lifecycle import Lifecycle
from aksess.cloud.services.keyvault.records import SecretVersion
from aksess.cloud.services.keyvault.requirements import granted, shared_routes
from aksess.cloud.services.keyvault.secrets import SECRETS, get_secret, set_secret, update_secret

_GET = Operation("get secret", granted("secrets", "get", "secrets/getSecret/action"), get_secret)
_SET = Operation("set secret", granted("secrets", "set", "secrets/setSecret/action"), set_secret)
_UPDATE = Operation("update secret", granted("secrets", "set", "secrets/update/action"), update_secret)

SECRET_ROUTES: Final = (
    Route("GET", "/secrets/{name}", _GET),
    Route("GET", "/secrets/{name}/{version}", _GET),
    Route("PUT", "/secrets/{name}", _SET),
    Route("PATCH", "/secrets/{name}", _UPDATE),
    Route("PATCH", "/secrets/{name}/{version}", _UPDATE),
    *shared_routes("secrets", "readMetadata/action", Lifecycle(SECRETS), Backups(SECRETS, SecretVersion)),
)
