"""Every path of an issuer is a file or is not there."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.services.issuers.authn import authenticate
from aksess.cloud.services.issuers.authz import authorize
from aksess.cloud.services.issuers.errors import not_implemented, render_error
from aksess.cloud.services.issuers.operations import read_document

HOSTS = ("*.oic.prod-aks.azure.com",)

_READ = Operation("issuer document", Public("an issuer's documents are public"), read_document)


def _find(call: Call) -> Operation | None:
    return _READ if call.method in ("GET", "HEAD") else None


SERVICES = (Service("issuers", HOSTS, _find, authenticate, authorize, not_implemented, render_error),)
