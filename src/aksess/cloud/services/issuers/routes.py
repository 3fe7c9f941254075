"""Every path of an issuer is a file or is not there."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.services.issuers.faults import render_error, unknown
from aksess.cloud.services.issuers.operations import read_document

HOSTS = ("*.oic.prod-aks.azure.com",)

_READ = Operation("issuer document", Public("an issuer's documents are public"), read_document)


def _find(call: Call) -> Operation | None:
    return _READ if call.method in ("GET", "HEAD") else None


def _anyone(_call: Call, _operation: Operation) -> None:
    """The documents are public."""


SERVICES = (Service("issuers", HOSTS, _find, _anyone, _anyone, unknown, render_error),)
