"""Applying one file: every kind of resource, in the order of their dependencies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aksess.apply.accounts import accounts
from aksess.apply.azure import Azure
from aksess.apply.context import ApplyContext
from aksess.apply.grants import grants
from aksess.apply.platform import clusters, credentials, group, identities, network
from aksess.apply.removal import has_moved, remove
from aksess.apply.stores import settings, stores
from aksess.apply.vaults import secrets, vaults
from aksess.model import Model
from aksess.random_source import RandomSource, SystemRandomSource
from aksess.wire.control import Applied, NamedAccount

STEPS: tuple[Callable[[ApplyContext], None], ...] = (
    group, network, identities, clusters, credentials, vaults, stores, accounts, secrets, settings, grants,
)  # fmt: skip


class Ledger(Protocol):
    """Remembers the ids of the resources that a file created."""

    def applied(self, source: str) -> Applied:
        """Return the record of the last application of a file."""
        ...

    def record(self, applied: Applied) -> None:
        """Store the record of this application."""
        ...


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """How a file is applied.

    source: which file it is, to the ledger. values: of secrets, by variable; never shown. say: called with each step.
    """

    source: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    say: Callable[[str], None] = lambda _: None
    random_source: RandomSource = field(default_factory=SystemRandomSource)


@dataclass(frozen=True, slots=True)
class ApplyResult:
    """present: objects of the file; removed: objects deleted; placeholders: ``vault/secret`` without a value."""

    present: int
    removed: int
    placeholders: tuple[str, ...]


def apply_model(model: Model, azure: Azure, ledger: Ledger, how: ApplyOptions) -> ApplyResult:
    """Make the subscription what the file says.

    Raises:
        ApplyFailed: A request is refused. The ledger has what was created until then.
    """
    before = ledger.applied(how.source).ids
    context = ApplyContext(azure, model, how.values, how.random_source, how.say)
    removed = 0
    try:
        if has_moved(context, before):
            # Names of vaults, stores and accounts are free again only when the old ones are gone.
            removed, before = remove(context, before), []
        context.before = before
        for step in STEPS:
            step(context)
        removed += remove(context, before)
    except BaseException:
        both = list(dict.fromkeys([*before, *context.ids]))
        ledger.record(Applied(how.source, both, ledger.applied(how.source).accounts))
        raise
    ledger.record(Applied(how.source, list(dict.fromkeys(context.ids)), _accounts(context)))
    return ApplyResult(len(set(context.ids)), removed, tuple(context.placeholders))


def _accounts(context: ApplyContext) -> list[NamedAccount]:
    return [
        NamedAccount(account.namespace, account.name, context.clients[workload.identity], workload.annotations)
        for workload in context.model.workloads
        for account in workload.accounts
    ]
