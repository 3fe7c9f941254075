"""Rotation policies: kept, checked and shown; ``rotate`` reads the expiry from them. Nothing rotates by the clock.

Microsoft Learn, "Configure cryptographic key auto-rotation": ISO 8601 durations, an expiry of 28 days at least.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault.durations import Span, read_span
from aksess.cloud.services.keyvault.errors import bad_parameter, managed_object, no_such_object, shown
from aksess.cloud.services.keyvault.object_ids import answer, body, name_of, present
from aksess.cloud.services.keyvault.object_store import ObjectStores
from aksess.cloud.services.keyvault.records import Dated, Entry
from aksess.cloud.services.keyvault.vaults import Vault, vault_of

POLICIES: Final = "vault-rotation-policy"
SHORTEST: Final = 28
# What a key without a policy of its own shows.
USUAL: Final = [{"trigger": {"timeBeforeExpiry": "P30D"}, "action": {"type": "Notify"}}]


class TriggerBody(msgspec.Struct, rename="camel"):
    """When: one of the two."""

    time_after_create: str | None = None
    time_before_expiry: str | None = None


class ActionBody(msgspec.Struct):
    """What: ``Rotate`` or ``Notify``, in any case."""

    type: str


class LifetimeAction(msgspec.Struct):
    """What happens when."""

    trigger: TriggerBody
    action: ActionBody


class PolicyAttributes(msgspec.Struct, rename="camel"):
    """How long a rotated version lives."""

    expiry_time: str | None = None


class PolicyBody(msgspec.Struct, rename="camel"):
    """The body of a put."""

    lifetime_actions: list[LifetimeAction] | None = None
    attributes: PolicyAttributes | None = None


def get_policy(call: Call) -> Answer:
    """The policy of a key."""
    vault, entry = _key_of(call)
    return _shown(call, vault, entry, call.cloud.store.table(POLICIES, Dated).get(_place(vault, entry.name)))


def put_policy(call: Call) -> Answer:
    """Set the policy of a key."""
    vault, entry = _key_of(call)
    if entry.managed:
        raise managed_object("setRotationPolicy", "key", entry.name)
    sent, now = body(call, PolicyBody), int(call.now)
    expiry = sent.attributes.expiry_time if sent.attributes else None
    if expiry and _checked("expiryTime", expiry).at_least_days < SHORTEST:
        raise bad_parameter(f"Property expiryTime has invalid value: it is at least P{SHORTEST}D.")
    content = {
        "lifetimeActions": [_action(each, expiry) for each in sent.lifetime_actions or []],
        "expiryTime": expiry or None,
    }
    table, place = call.cloud.store.table(POLICIES, Dated), _place(vault, entry.name)
    before = table.get(place)
    policy = Dated(content, before.created if before else now, now)
    table.put(place, policy)
    return _shown(call, vault, entry, policy)


def expiry_after_rotation(call: Call, vault: Vault, name: str) -> int | None:
    """When a version that is made now expires by the policy; None where the policy does not say."""
    policy = call.cloud.store.table(POLICIES, Dated).get(_place(vault, name))
    span = read_span(str(policy.content.get("expiryTime") or "")) if policy else None
    return span.after(int(call.now)) if span else None


def _action(sent: LifetimeAction, expiry: str | None) -> dict[str, Any]:
    trigger = present(
        timeAfterCreate=sent.trigger.time_after_create or None, timeBeforeExpiry=sent.trigger.time_before_expiry or None
    )
    kind = sent.action.type.title()
    if kind not in ("Rotate", "Notify"):
        raise bad_parameter("Property type has invalid value: an action is Rotate or Notify.")
    if len(trigger) != 1:
        raise bad_parameter("Property trigger has invalid value: it is timeAfterCreate or timeBeforeExpiry.")
    for name, text in trigger.items():
        _checked(name, text)
    if kind == "Rotate" and "timeBeforeExpiry" in trigger and not expiry:
        raise bad_parameter("Property timeBeforeExpiry has invalid value: a rotation before expiry needs expiryTime.")
    return {"trigger": trigger, "action": {"type": kind}}


def _checked(name: str, text: str) -> Span:
    span = read_span(text)
    if span is None:
        raise bad_parameter(f"Property {name} has invalid value: {shown(text)} is no ISO 8601 duration such as P90D.")
    return span


def _shown(call: Call, vault: Vault, entry: Entry, policy: Dated | None) -> Answer:
    identifier = f"{vault.base}/keys/{entry.name}/rotationpolicy"
    if policy is None:
        return answer(call, vault, {"id": identifier, "lifetimeActions": USUAL, "attributes": {}})
    times = present(expiryTime=policy.content["expiryTime"], created=policy.created, updated=policy.updated)
    actions = policy.content["lifetimeActions"]
    return answer(call, vault, {"id": identifier, "lifetimeActions": actions, "attributes": times})


def _key_of(call: Call) -> tuple[Vault, Entry]:
    vault, name = vault_of(call), name_of(call)
    entry = call.cloud.part(ObjectStores).keys.entry(vault, name)
    if entry is None:
        raise no_such_object("key", name)
    return vault, entry


def _place(vault: Vault, name: str) -> str:
    return f"{vault.uid}/{name.lower()}"
