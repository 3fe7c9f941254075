"""A list of objects that is kept by a watch."""

import asyncio
import json
from typing import Any

from aksess.cluster.api import Address, Api
from aksess.cluster.reflector import Handler, follow
from tests.unit.cluster.api_servers import listening


def pod(name: str, version: str) -> dict[str, Any]:
    return {"metadata": {"name": name, "resourceVersion": version}}


class Server:
    """Answers lists and watches in turn with what it was given; a watch after the last one never ends."""

    def __init__(self, lists: list[Any], watches: list[list[Any]]) -> None:
        self._lists = lists
        self._watches = watches
        self.targets: list[str] = []
        self.done = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        target = head.split()[1].decode()
        self.targets.append(target)
        if "watch=1" in target and not self._watches:
            self.done.set()
            await reader.read()
        else:
            body = self._watch() if "watch=1" in target else json.dumps(self._lists.pop(0)).encode()
            writer.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        writer.close()

    def _watch(self) -> bytes:
        return b"".join(json.dumps(event).encode() + b"\n" for event in self._watches.pop(0))


def followed(lists: list[Any], watches: list[list[Any]]) -> tuple[list[Any], list[str]]:
    seen: list[Any] = []

    async def scenario() -> list[str]:
        server = Server(lists, watches)
        async with listening(server.serve) as port:
            handler = Handler(
                lambda every: seen.append([each["metadata"]["name"] for each in every]),
                lambda each: seen.append(("put", each["metadata"]["name"])),
                lambda each: seen.append(("deleted", each["metadata"]["name"])),
            )
            api = Api(Address("127.0.0.1", port, "api.test", None))
            task = asyncio.get_running_loop().create_task(follow(api, "/api/v1/pods", handler, {"fieldSelector": "x"}))
            await server.done.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await api.close()
        return server.targets

    return seen, asyncio.run(scenario())


def test_a_list_is_followed_from_its_version_on() -> None:
    listed = {"metadata": {"resourceVersion": "5"}, "items": [pod("a", "1")]}
    events = [
        {"type": "ADDED", "object": pod("b", "6")},
        {"type": "BOOKMARK", "object": {"metadata": {"resourceVersion": "8"}}},
        {"type": "DELETED", "object": pod("a", "9")},
    ]

    seen, targets = followed([listed], [events])

    assert [["a"], ("put", "b"), ("deleted", "a")] == seen
    assert "resourceVersion=5" in targets[1]
    assert "resourceVersion=9" in targets[2], "a watch that ends goes on where it ended"
    assert all("fieldSelector=x" in target for target in targets)


def test_what_is_too_old_is_listed_again() -> None:
    first = {"metadata": {"resourceVersion": "5"}, "items": [pod("a", "1")]}
    second = {"metadata": {"resourceVersion": "50"}, "items": [pod("c", "40")]}
    gone = [{"type": "ERROR", "object": {"code": 410, "reason": "Expired", "message": "too old"}}]

    seen, targets = followed([first, second], [gone])

    assert [["a"], ["c"]] == seen
    assert "resourceVersion=50" in targets[-1]
