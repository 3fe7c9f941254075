"""The messages of a queue, in the order in which they were put.

Microsoft Learn, "Put Message", "Get Messages", "Update Message". Times are Unix seconds. A message that has run out
is gone for everybody, and is swept when the queue is next written.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.queue.queues import line_key
from aksess.cloud.state.store import Table

FOR_EVER = -1
# The year 9999, as Storage says "never".
NEVER = 253_402_300_799.0


class Message(msgspec.Struct):
    """One message. text: as it was sent, unescaped. visible: from when on. receipt: changes with every move."""

    id: str
    text: str
    inserted: float
    expires: float
    visible: float
    receipt: str
    taken: int = 0


class Line:
    """The messages of one queue."""

    def __init__(self, call: Call, queue: Resource) -> None:
        self._call = call
        self._prefix = line_key(queue)
        self._table: Table[Message] = call.cloud.store.table("queue-message", Message)
        self._numbers: Table[int] = call.cloud.store.table("queue-number", int)

    def put(self, text: str, visible_in: int, lives: int) -> Message:
        """A new message at the end. visible_in, lives: seconds; lives may be ``FOR_EVER``."""
        self._sweep()
        now = self._call.now
        number = (self._numbers.get(self._prefix) or 0) + 1
        self._numbers.put(self._prefix, number)
        expires = NEVER if lives == FOR_EVER else now + lives
        made = Message(self._call.cloud.random_source.uuid(), text, now, expires, now + visible_in, self._receipt())
        self._table.put(f"{self._prefix}{number:012d}", made)
        return made

    def take(self, count: int, hidden: int) -> list[Message]:
        """The first messages that are visible, hidden from now on for so many seconds."""
        taken = []
        for key, message in self._visible(count):
            message.taken += 1
            message.visible = self._call.now + hidden
            message.receipt = self._receipt()
            self._table.put(key, message)
            taken.append(message)
        return taken

    def peek(self, count: int) -> list[Message]:
        """The first messages that are visible; they stay so."""
        return [message for _, message in self._visible(count)]

    def find(self, message_id: str) -> tuple[str, Message] | None:
        """A message by id, with its key."""
        wanted = message_id.lower()
        return next(((key, each) for key, each in self._alive() if each.id == wanted), None)

    def change(self, key: str, message: Message, hidden: int) -> None:
        """Write a message back, hidden for so many seconds, with a new receipt."""
        message.visible = self._call.now + hidden
        message.receipt = self._receipt()
        self._table.put(key, message)

    def remove(self, key: str) -> None:
        """Delete one message."""
        self._table.delete(key)

    def clear(self) -> None:
        """Delete every message."""
        for key in self._table.keys(self._prefix):
            self._table.delete(key)

    def close(self) -> None:
        """Delete every message and the count: the queue is going."""
        self.clear()
        self._numbers.delete(self._prefix)

    def __len__(self) -> int:
        return len(self._alive())

    def _visible(self, count: int) -> list[tuple[str, Message]]:
        return [(key, each) for key, each in self._alive() if each.visible <= self._call.now][:count]

    def _alive(self) -> list[tuple[str, Message]]:
        return [(key, each) for key, each in self._table.items(self._prefix) if each.expires > self._call.now]

    def _sweep(self) -> None:
        alive = {key for key, _ in self._alive()}
        for key in self._table.keys(self._prefix):
            if key not in alive:
                self._table.delete(key)

    def _receipt(self) -> str:
        return base64.b64encode(self._call.cloud.random_source.bytes(12)).decode()


def sweep(call: Call, alive: Iterable[Resource]) -> None:
    """Delete the messages of queues that ARM deleted. alive: every queue that there is."""
    kept = tuple(line_key(queue) for queue in alive)
    for table in (call.cloud.store.table("queue-message", Message), call.cloud.store.table("queue-number", int)):
        for key in table.keys():
            if not key.startswith(kept):
                table.delete(key)
