"""What access can be to."""

from __future__ import annotations

import pytest

from aksess.model import (
    AccountTarget,
    ContainerTarget,
    QueueTarget,
    ResourceGroupTarget,
    SecretTarget,
    StoreTarget,
    SubscriptionTarget,
    Target,
    VaultTarget,
)
from aksess.model.targets import parse_target


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("vault/kv", VaultTarget("kv")),
        ("vault/kv/secrets/s", SecretTarget("kv", "s")),
        ("configuration/c", StoreTarget("c")),
        ("storage/a", AccountTarget("a")),
        ("storage/a/containers/c", ContainerTarget("a", "c")),
        ("storage/a/queues/q", QueueTarget("a", "q")),
        ("resourceGroup", ResourceGroupTarget()),
        ("subscription", SubscriptionTarget()),
    ],
)
def test_each_form_is_a_type_of_its_own(text: str, target: Target) -> None:
    """Equal names of different things are not equal."""
    assert target == parse_target(text)


@pytest.mark.parametrize(
    "text", ["", "vault", "vault/", "vault//secrets/s", "vault/kv/", "vault/kv/keys/k", "Vault/kv", "storage/a/b", "/"]
)
def test_other_texts_name_nothing(text: str) -> None:
    """Spelling and case are exact."""
    assert parse_target(text) is None
