"""One file, brought about whole: everything in the order in which it depends on one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aksess.apply.accounts import accounts
from aksess.apply.azure import Azure
from aksess.apply.grants import grants
from aksess.apply.platform import clusters, credentials, group, identities, network
from aksess.apply.removal import has_moved, remove
from aksess.apply.stores import settings, stores
from aksess.apply.vaults import secrets, vaults
from aksess.apply.work import Work
from aksess.model import Model
from aksess.random_source import RandomSource, SystemRandomSource
from aksess.wire.control import Applied, NamedAccount

STEPS: tuple[Callable[[Work], None], ...] = (
    group, network, identities, clusters, credentials, vaults, stores, accounts, secrets, settings, grants,
)  # fmt: skip


class Ledger(Protocol):
    """Who remembers what a file brought about."""

    def applied(self, source: str) -> Applied:
        """The last time."""
        ...

    def record(self, applied: Applied) -> None:
        """Now."""
        ...


@dataclass(frozen=True, slots=True)
class Bringing:
    """How a file is brought about.

    source: which file it is, to the ledger. values: of secrets, by variable; never shown. say: told each step.
    """

    source: str
    values: Mapping[str, str] = field(default_factory=dict, repr=False)
    say: Callable[[str], None] = lambda _: None
    random_source: RandomSource = field(default_factory=SystemRandomSource)


@dataclass(frozen=True, slots=True)
class Done:
    """there: how much is there now; removed: how much went; invented: secrets (``vault/secret``) with a placeholder."""

    there: int
    removed: int
    invented: tuple[str, ...]


def bring_about(model: Model, azure: Azure, ledger: Ledger, how: Bringing) -> Done:
    """Make the subscription what the file says. Raises ApplyFailed; what was done until then is remembered."""
    before = ledger.applied(how.source).ids
    work = Work(azure, model, how.values, how.random_source, how.say)
    removed = 0
    try:
        if has_moved(work, before):
            # Names of vaults, stores and accounts are free again only when the old ones are gone.
            removed, before = remove(work, before), []
        work.before = before
        for step in STEPS:
            step(work)
        removed += remove(work, before)
    except BaseException:
        both = list(dict.fromkeys([*before, *work.ids]))
        ledger.record(Applied(how.source, both, ledger.applied(how.source).accounts))
        raise
    ledger.record(Applied(how.source, list(dict.fromkeys(work.ids)), _accounts(work)))
    return Done(len(set(work.ids)), removed, tuple(work.invented))


def _accounts(work: Work) -> list[NamedAccount]:
    return [
        NamedAccount(account.namespace, account.name, work.clients[workload.identity], workload.annotations)
        for workload in work.model.workloads
        for account in workload.accounts
    ]
