"""What is kept of a blob: its record in memory, its content in the file.

Records are keyed by the container's GUID, so that a container that is made again under an old name is empty.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from aksess.cloud.resources.inventory import Resource
from aksess.cloud.state.store import Store, Table
from aksess.cloud.storage.account import uid_of
from aksess.cloud.storage.conditions import State

BLOCK = "BlockBlob"
APPEND = "AppendBlob"
PAGE = "PageBlob"
# The tier of what cannot be read before it is in another one.
ARCHIVE = "Archive"


class Piece(msgspec.Struct, frozen=True):
    """A run of content. id: its key among the contents; size: bytes."""

    id: str
    size: int


class Block(msgspec.Struct, frozen=True):
    """A block of a block blob. id: base64, as the client chose it. staged: Unix seconds, of an uncommitted one."""

    id: str
    pieces: list[Piece]
    staged: float = 0.0

    @property
    def size(self) -> int:
        """Bytes."""
        return sum(piece.size for piece in self.pieces)


class Headers(msgspec.Struct, frozen=True):
    """The headers that a client gives a blob's content; md5 is base64."""

    type: str = ""
    encoding: str = ""
    language: str = ""
    md5: str = ""
    cache_control: str = ""
    disposition: str = ""


class Lease(msgspec.Struct, frozen=True):
    """A lease. duration: seconds, -1 for ever. ends: Unix seconds. broken: when it is or was broken, 0 for never."""

    id: str = ""
    duration: int = 0
    ends: float = 0.0
    broken: float = 0.0


class Copied(msgspec.Struct, frozen=True):
    """Where a blob's content was copied from. when: Unix seconds; source: URL without its signature."""

    id: str
    source: str
    size: int
    when: float


class Blob(msgspec.Struct):
    """A blob or one of its snapshots. created, changed: Unix seconds. etag: with quotes.

    snapshot: its time as text, empty for the blob itself. pieces: the content of a block or append blob in order.
    ranges: the page ranges of a page blob that hold data, [first, last] in bytes.
    """

    name: str
    kind: str
    etag: str
    created: float
    changed: float
    size: int = 0
    headers: Headers = Headers()
    metadata: dict[str, str] = {}
    tags: dict[str, str] = {}
    tier: str = ""
    tier_changed: float = 0.0
    lease: Lease = Lease()
    copied: Copied | None = None
    snapshot: str = ""
    pieces: list[Piece] = []
    blocks: list[Block] = []
    appended: int = 0
    sealed: bool = False
    sequence: int = 0
    ranges: list[tuple[int, int]] = []
    pages: str = ""

    @property
    def state(self) -> State:
        """What conditions are weighed against."""
        return State(self.etag, self.changed)


# The tables whose keys start with a container's GUID and a slash.
TABLES: tuple[tuple[str, type], ...] = (("blob", Blob), ("blob-snapshot", Blob), ("blob-block", Block))


class Shelf:
    """The blobs of one container."""

    def __init__(self, store: Store, container: Resource) -> None:
        self.store = store
        self._uid = uid_of(container)
        self._blobs: Table[Blob] = store.table("blob", Blob)
        self._snapshots: Table[Blob] = store.table("blob-snapshot", Blob)
        self._staged: Table[Block] = store.table("blob-block", Block)

    def get(self, name: str, snapshot: str = "") -> Blob | None:
        """The blob, or its snapshot of that time."""
        if snapshot:
            return self._snapshots.get(f"{self._key(name)}\0{snapshot}")
        return self._blobs.get(self._key(name))

    def put(self, blob: Blob) -> None:
        """Write a blob or snapshot."""
        if blob.snapshot:
            self._snapshots.put(f"{self._key(blob.name)}\0{blob.snapshot}", blob)
        else:
            self._blobs.put(self._key(blob.name), blob)

    def remove(self, blob: Blob) -> None:
        """Delete a blob's or snapshot's record, not its content."""
        if blob.snapshot:
            self._snapshots.delete(f"{self._key(blob.name)}\0{blob.snapshot}")
        else:
            self._blobs.delete(self._key(blob.name))

    def snapshots(self, name: str) -> list[Blob]:
        """The snapshots of a blob, oldest first."""
        return list(self._snapshots.values(f"{self._key(name)}\0"))

    def names(self, prefix: str = "") -> list[str]:
        """The names of the blobs that start with prefix, sorted."""
        start = len(self._key(""))
        return [key[start:] for key in self._blobs.keys(self._key(prefix))]

    def snapshot_names(self, prefix: str = "") -> list[tuple[str, str]]:
        """Name and time of every snapshot whose blob's name starts with prefix, sorted."""
        start = len(self._key(""))
        found = (key[start:].partition("\0") for key in self._snapshots.keys(self._key(prefix)))
        return [(name, time) for name, _, time in found]

    def staged(self, name: str) -> list[Block]:
        """The uncommitted blocks of a blob, by id."""
        return list(self._staged.values(f"{self._key(name)}\0"))

    def staged_names(self, prefix: str = "") -> list[str]:
        """The names of blobs that have uncommitted blocks, sorted."""
        start = len(self._key(""))
        return sorted({key[start:].partition("\0")[0] for key in self._staged.keys(self._key(prefix))})

    def stage(self, name: str, block: Block) -> Block | None:
        """Keep an uncommitted block; the one of the same id before it."""
        key = f"{self._key(name)}\0{block.id}"
        before = self._staged.get(key)
        self._staged.put(key, block)
        return before

    def unstage(self, name: str) -> Iterator[Block]:
        """Forget the uncommitted blocks of a blob, one by one."""
        for block in self.staged(name):
            self._staged.delete(f"{self._key(name)}\0{block.id}")
            yield block

    def _key(self, name: str) -> str:
        return f"{self._uid}/{name}"
