"""The errors of ARM: codes and texts as Azure words them.

Microsoft Learn, "Troubleshoot common Azure Resource Manager errors" and the articles below it.
"""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault


def bad_request(code: str, message: str) -> Fault:
    """400 with a code of its own."""
    return Fault(400, code, message)


def conflict(code: str, message: str) -> Fault:
    """409 with a code of its own."""
    return Fault(409, code, message)


def invalid_content(why: str) -> Fault:
    """The body is not JSON, or does not have the form of a resource."""
    return Fault(
        400, "InvalidRequestContent", f"The request content was invalid and could not be deserialized: '{why}'."
    )


def subscription_not_found(subscription: str) -> Fault:
    """The subscription does not exist."""
    return Fault(404, "SubscriptionNotFound", f"The subscription '{subscription}' could not be found.")


def group_not_found(group: str) -> Fault:
    """The resource group does not exist."""
    return Fault(404, "ResourceGroupNotFound", f"Resource group '{group}' could not be found.")


def resource_not_found(path: str, group: str) -> Fault:
    """The resource does not exist. path: type and name of every level, ``Microsoft.KeyVault/vaults/kv``."""
    where = f" under resource group '{group}'" if group else ""
    return Fault(
        404,
        "ResourceNotFound",
        f"The Resource '{path}'{where} was not found. For more details please go to "
        "https://aka.ms/ARMResourceNotFoundFix",
    )


def parent_not_found(parent: str) -> Fault:
    """The parent of the resource does not exist. parent: its name, with a segment for each level."""
    return Fault(
        404,
        "ParentResourceNotFound",
        f"Can not perform requested operation on nested resource. Parent resource '{parent}' not found.",
    )


def name_refused(kind: str, name: str, expected: str) -> Fault:
    """The type does not allow the name. expected: the rule, as a sentence."""
    return Fault(
        400,
        "InvalidResourceName",
        f"Resource name '{name}' is invalid for resource type '{kind}'. {expected}",
    )


def not_served(call: Call, what: str) -> Fault:
    """The operation is not implemented: 501, because clients retry any other 5xx for up to half an hour."""
    return Fault(
        501,
        "NotImplemented",
        f"The local Azure Resource Manager does not implement {what} ({call.method} {call.path}).",
    )
