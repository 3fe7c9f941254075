"""Federated identity credentials of user-assigned identities: the rules of ``aksess.chain`` in ARM's words.

Microsoft Learn, "Important considerations and restrictions for federated identity credentials".
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from aksess.chain import (
    CREDENTIALS_PER_IDENTITY,
    CredentialProblem,
    CredentialRule,
    FederatedCredential,
    credential_problems,
    is_issuer_url,
)
from aksess.cloud.identity.directory import CREDENTIAL_TYPE
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.pipeline.operation import RequiresRole
from aksess.cloud.services.arm import removal, writes
from aksess.cloud.services.arm.errors import bad_request, conflict
from aksess.cloud.services.arm.kind import CRUD, Codes, Kinds, Override, Placement, ResourceType, Verb, Write
from aksess.cloud.services.arm.target import address_of
from aksess.cloud.services.arm.write_lock import WriteLock
from aksess.wire.events import Decision

UNSUPPORTED_REGIONS: Final = frozenset({
    "eastasia", "israelcentral", "italynorth", "malaysiasouth", "mexicocentral", "qatarcentral", "spaincentral",
})  # fmt: skip
# Seconds that a write stays open. Azure takes longer; without any, two writes could never be seen to overlap.
HELD_OPEN: Final = 0.03


def _before_write(write: Write) -> None:
    sent = write.properties
    if not sent:
        raise bad_request("BadRequest", "Federated Identity Credential from HTTP body has empty properties")
    parts = {name: write.reader.text(name) for name in ("issuer", "subject")}
    audiences = write.reader.texts("audiences")
    _check_region(write)
    problems = credential_problems(
        write.resource.name, parts["issuer"], parts["subject"], audiences, _others(write.call, write.resource.id)
    )
    if problems:
        raise _in_words(problems[0], write)
    _check_issuer(parts["issuer"])
    write.resource.properties = {**parts, "audiences": audiences}


def _others(call: Call, credential_id: str) -> list[FederatedCredential]:
    parent = credential_id.rpartition("/federatedIdentityCredentials/")[0]
    return [
        FederatedCredential(
            each.name, each.properties["issuer"], each.properties["subject"], each.properties["audiences"][0]
        )
        for each in call.cloud.inventory.of_type(CREDENTIAL_TYPE, parent)
    ]


def _check_region(write: Write) -> None:
    if write.parent is not None and write.parent.location in UNSUPPORTED_REGIONS:
        raise Fault(
            405,
            "MethodNotAllowed",
            "The request format was unexpected: Support for federated identity credentials not enabled.",
        )


def _check_issuer(issuer: str) -> None:
    if not is_issuer_url(issuer):
        raise bad_request(
            "BadRequest", f"The request format was unexpected. Issuer '{issuer}' is not a valid https URL."
        )


def _in_words(problem: CredentialProblem, write: Write) -> Fault:
    match problem.rule:
        case CredentialRule.NAME:
            return bad_request("BadRequest", f"Federated Identity Credential name '{problem.found}' is invalid.")
        case CredentialRule.MISSING:
            return bad_request(
                "BadRequest",
                "The request format was unexpected. Federated Identity Credential must specify 'issuer', 'subject' and "
                "'audience'.",
            )
        case CredentialRule.ONE_AUDIENCE:
            return bad_request(
                "InvalidFederatedIdentityCredentialsAudienceLength",
                "Federated identity credentials must have exactly 1 audience.",
            )
        case CredentialRule.TOO_LONG:
            return bad_request(
                "BadRequest",
                f"The request format was unexpected. The value of '{problem.part}' has {len(problem.found)} "
                f"characters; "
                "at most 600 are allowed.",
            )
        case CredentialRule.UNIQUE:
            return bad_request("BadRequest", "Issuer and subject combination already exists for this Managed Identity.")
        case CredentialRule.TOO_MANY:
            return bad_request(
                "FederatedIdentityCredentialsLimitExceeded",
                f"The managed identity has {CREDENTIALS_PER_IDENTITY} federated identity credentials, the most that it "
                "can have. Delete one, or use another identity.",
            )


def _no_identity(parent: str) -> Fault:
    return Fault(404, "ParentResourceNotFound", "The parent user-assigned identity doesn't exist.")


async def _put(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    return await _alone(call, lambda: writes.put(kinds, kind, call))


async def _delete(kinds: Kinds, kind: ResourceType, call: Call) -> Answer:
    return await _alone(call, lambda: removal.delete(kinds, kind, call))


async def _alone(call: Call, write: Callable[[], Answer]) -> Answer:
    """Run one write at a time for each identity. A write that arrives meanwhile is refused, not queued."""
    identity = address_of(call).parent.lower()
    with call.cloud.part(WriteLock).hold(identity) as free:
        if not free:
            raise conflict(
                "ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity",
                "Too many Federated Identity Credentials are written concurrently for the managed identity "
                f"'{identity}'. Concurrent Federated Identity Credentials writes under the same managed identity are "
                "not supported.",
            ).because(Decision(link="federated credential", found="another write of the same identity"))
        with call.cloud.store.transaction():
            answer = write()
        await asyncio.sleep(HELD_OPEN)
    return answer


CREDENTIALS = ResourceType(
    name=CREDENTIAL_TYPE,
    versions=("2024-11-30", "2023-01-31", "2022-01-31-preview"),
    placement=Placement.CHILD,
    codes=Codes(),
    # The pattern is one of the rules, with words of its own.
    name_pattern=r"[^/]+",
    verbs=CRUD - {Verb.PATCH},
    provisioning=False,
    before_write=_before_write,
    parent_missing=_no_identity,
    overrides={
        "PUT": Override(RequiresRole(f"{CREDENTIAL_TYPE}/write", data=False), _put),
        "DELETE": Override(RequiresRole(f"{CREDENTIAL_TYPE}/delete", data=False), _delete),
    },
)
