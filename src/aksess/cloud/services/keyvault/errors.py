"""Key Vault's refusals and how they are printed.

Codes and texts: Microsoft Learn, "Azure Key Vault REST API error codes"; live bodies in the troubleshooting pages of
the Azure SDKs and in Azure/secrets-store-csi-driver-provider-azure#873.
"""

from __future__ import annotations

from typing import Final

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.pipeline.fault import Fault

POLICY_HELP: Final = "https://go.microsoft.com/fwlink/?linkid=2125287"
RECOVER_HELP: Final = "https://go.microsoft.com/fwlink/?linkid=2125182"
_LONGEST: Final = 200


def bad_parameter(message: str) -> Fault:
    """400: something in the request is not as it should be."""
    return Fault(400, "BadParameter", message)


def not_allowed(method: str, operation: str) -> Fault:
    """400 for a path whose last segment is neither a version nor an operation: ``/secrets/name/latest``."""
    return bad_parameter(f"Method {method} does not allow operation '{shown(operation)}'")


def unauthorized(challenge: tuple[tuple[str, str], ...], message: str) -> Fault:
    """401. challenge: the headers that send a client to Entra."""
    return Fault(401, "Unauthorized", message, headers=challenge)


def forbidden(inner: str, message: str) -> Fault:
    """403. inner: Azure's ``innererror`` code, which says who forbids it."""
    return Fault(403, "Forbidden", message, details={"inner": inner})


def conflict(inner: str, message: str) -> Fault:
    """409."""
    return Fault(409, "Conflict", message, details={"inner": inner})


def no_such_object(noun: str, name: str) -> Fault:
    """404 for an object. noun: ``secret``; name: with ``/version`` where one was asked for."""
    return Fault(
        404,
        f"{noun.title()}NotFound",
        f"A {noun} with (name/id) {name} was not found in this key vault. If you recently deleted this {noun} you may "
        f"be able to recover it using the correct recovery command. For help resolving this issue, please see "
        f"{RECOVER_HELP}",
    )


def no_such_deleted(noun: str, name: str) -> Fault:
    """404 for a deleted object."""
    return Fault(404, f"{noun.title()}NotFound", f"Deleted {noun.title()} not found: {name}")


def still_recoverable(noun: str, name: str) -> Fault:
    """409: the name belongs to a deleted object."""
    return conflict(
        "ObjectIsDeletedButRecoverable",
        f"{noun.title()} {name} is currently in a deleted but recoverable state, and its name cannot be reused; in "
        f"this state, the {noun} can only be recovered or purged.",
    )


def already_there(noun: str, name: str) -> Fault:
    """409: the name is taken."""
    return Fault(409, "Conflict", f"A {noun} with (name/id) {name} already exists in this key vault.")


def managed_object(operation: str, noun: str, name: str) -> Fault:
    """403: the object belongs to a certificate."""
    return forbidden(
        f"{noun.title()}ManagedByCertificate",
        f"Operation {operation} is not allowed on {noun} {name}: it is managed by the certificate of the same name.",
    )


def disabled(operation: str, noun: str) -> Fault:
    """403: the object is disabled."""
    return forbidden(f"{noun.title()}Disabled", f"Operation {operation} is not allowed on a disabled {noun}.")


def no_such_vault(name: str) -> Fault:
    """404 for a vault that is not there, which no answer of Azure's is: there the name would not resolve."""
    return Fault(
        404,
        "VaultNotFound",
        f"There is no vault named {shown(name)!r} in the local Azure (on Azure this host name would not resolve). "
        "Create the vault with Terraform, `az keyvault create` or aksess.yaml, or correct its name.",
    )


def not_implemented(call: Call) -> Fault:
    """What a path that is not there gets: 501, by name."""
    return Fault(
        501, "NotImplemented", f"The local Key Vault has no operation {call.method} {shown(call.path)}; it was refused."
    )


def shown(value: str) -> str:
    """A value from a request as a message may repeat it: printable, and no longer than a line."""
    cut = value if len(value) <= _LONGEST else value[:_LONGEST] + "..."
    return cut if cut.isprintable() else "".join(each if each.isprintable() else "?" for each in cut)


def render_error(call: Call, fault: Fault) -> Answer:
    """A refusal in Key Vault's shape."""
    error: dict[str, object] = {"code": fault.code, "message": fault.message}
    if fault.status == 429:
        # Microsoft Learn, "Azure Key Vault throttling guidance".
        error = {
            "code": "Throttled",
            "message": "Request was not processed because too many requests were received. Reason: "
            "VaultRequestTypeLimitReached",
        }
    if inner := fault.details.get("inner"):
        error["innererror"] = {"code": inner}
    headers = (("cache-control", "no-cache"), ("x-ms-request-id", call.request_id), *fault.headers)
    return json_answer(fault.status, {"error": error}, headers)
