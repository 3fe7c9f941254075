"""What ARM says when it refuses: codes and texts as Azure words them.

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
    """The body is no JSON, or not of the shape that every resource has."""
    return Fault(
        400, "InvalidRequestContent", f"The request content was invalid and could not be deserialized: '{why}'."
    )


def subscription_not_found(subscription: str) -> Fault:
    """There is one subscription, and it is another one."""
    return Fault(404, "SubscriptionNotFound", f"The subscription '{subscription}' could not be found.")


def group_not_found(group: str) -> Fault:
    """There is no such resource group."""
    return Fault(404, "ResourceGroupNotFound", f"Resource group '{group}' could not be found.")


def resource_not_found(path: str, group: str) -> Fault:
    """There is no such resource. path: type and name of every level, ``Microsoft.KeyVault/vaults/kv``."""
    where = f" under resource group '{group}'" if group else ""
    return Fault(
        404,
        "ResourceNotFound",
        f"The Resource '{path}'{where} was not found. For more details please go to "
        "https://aka.ms/ARMResourceNotFoundFix",
    )


def parent_not_found(parent: str) -> Fault:
    """What the resource would be below is not there. parent: its name, with a segment for each level."""
    return Fault(
        404,
        "ParentResourceNotFound",
        f"Can not perform requested operation on nested resource. Parent resource '{parent}' not found.",
    )


def name_refused(kind: str, name: str, wanted: str) -> Fault:
    """A name that the type does not allow. wanted: the rule, as a sentence."""
    return Fault(
        400,
        "InvalidResourceName",
        f"Resource name '{name}' is invalid for resource type '{kind}'. {wanted}",
    )


def not_served(call: Call, what: str) -> Fault:
    """What is not there answers 501 and names itself: clients retry any other 5xx, for up to half an hour."""
    return Fault(
        501,
        "NotImplemented",
        f"The local Azure Resource Manager does not implement {what} ({call.method} {call.path}).",
    )
