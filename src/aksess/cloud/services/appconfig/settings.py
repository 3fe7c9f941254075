"""What a store holds: key-values, and what they were before.

A key-value is named by its key and label; the label may be null, which is not the empty text. Data is keyed by the
store's GUID, so that a store that is made again under an old name is empty, and one that is recovered is not.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.appconfig.stores import history_of, uid_of
from aksess.cloud.state.store import Table


class Setting(msgspec.Struct):
    """A key-value. label: the empty text for null. changed: Unix seconds. etag: without quotes.

    gone: whether this is the mark that a deletion left in the history.
    """

    key: str
    label: str
    value: str | None
    content_type: str | None
    tags: dict[str, str | None]
    locked: bool
    etag: str
    changed: float
    description: str | None = None
    gone: bool = False

    @property
    def name(self) -> tuple[str, str]:
        """Key and label: what settings are told apart and sorted by."""
        return self.key, self.label


class Settings:
    """The key-values of one store, and their history. Writes must be inside ``store.transaction()``."""

    def __init__(self, call: Call, store: Resource) -> None:
        self._call = call
        self._prefix = f"{uid_of(store)}/"
        self._history = history_of(store)
        self._table: Table[Setting] = call.cloud.store.table("configuration-setting", Setting)
        self._revisions: Table[Setting] = call.cloud.store.table("configuration-revision", Setting)
        self._numbers: Table[int] = call.cloud.store.table("configuration-number", int)

    @property
    def number(self) -> int:
        """How many changes there have been."""
        return self._numbers.get(self._prefix) or 0

    def get(self, key: str, label: str) -> Setting | None:
        """The key-value of that key and label."""
        return self._table.get(self._key(key, label))

    def all(self) -> list[Setting]:
        """Every key-value, by key and label."""
        return sorted(self._table.values(self._prefix), key=lambda setting: setting.name)

    def put(self, setting: Setting) -> Setting:
        """Write a key-value with a new entity tag and time, and remember it in the history."""
        setting.etag = self._call.cloud.random_source.urlsafe(32)
        setting.changed = self._call.now
        self._table.put(self._key(setting.key, setting.label), setting)
        self._remember(setting)
        return setting

    def delete(self, setting: Setting) -> None:
        """Delete a key-value, and remember that it was."""
        self._table.delete(self._key(setting.key, setting.label))
        self._remember(msgspec.structs.replace(setting, gone=True, changed=self._call.now))

    def revisions(self, moment: float | None = None) -> list[Setting]:
        """What key-values have been, the newest first; until a time (Unix seconds), or until now."""
        found = [each for each in self._kept() if moment is None or int(each.changed) <= moment]
        return [setting for setting in reversed(found) if not setting.gone]

    def all_at(self, moment: float) -> list[Setting]:
        """Every key-value as it was at a time (Unix seconds), by key and label."""
        found: dict[tuple[str, str], Setting] = {}
        for setting in self._kept():
            if int(setting.changed) <= moment:
                found[setting.name] = setting
        return sorted((each for each in found.values() if not each.gone), key=lambda setting: setting.name)

    def _kept(self) -> Iterator[Setting]:
        oldest = self._call.now - self._history
        return (setting for setting in self._revisions.values(self._prefix) if setting.changed > oldest)

    def _remember(self, setting: Setting) -> None:
        number = self.number + 1
        self._numbers.put(self._prefix, number)
        self._revisions.put(f"{self._prefix}{number:012d}", setting)
        oldest = self._call.now - self._history
        for key, before in list(self._revisions.items(self._prefix)):
            if before.changed > oldest:
                break
            self._revisions.delete(key)

    def _key(self, key: str, label: str) -> str:
        return f"{self._prefix}{key}\0{label}"
