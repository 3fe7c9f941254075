"""One line, many requests: their order, and how much of them and of their answers is kept."""

from __future__ import annotations

import asyncio

from aksess.cloud.edge.http_connection import MAX_AHEAD, MAX_WAITING, PIECE
from aksess.cloud.edge.request import Request
from aksess.cloud.pipeline.call import Answer
from tests.unit.cloud.edge.talk import OutputLine, Talk, after, echo, get, post


def test_requests_that_come_at_once_are_answered_in_their_order() -> None:
    """Also where the first takes the longest."""
    turn = []

    async def slowly(request: Request) -> Answer:
        for _ in range(5 if request.target == "/1" else 0):
            await asyncio.sleep(0)
        turn.append(request.target)
        return await echo(request)

    line = after(get("/1") + post("/2", b"x") + get("/3"), answer=slowly)

    assert ["/1", "/2", "/3"] == turn
    assert line.said.index(b"/1|") < line.said.index(b"/2|x") < line.said.index(b"/3|")


def test_who_asks_far_ahead_is_not_read_for_a_while() -> None:
    async def talk() -> tuple[bool, OutputLine]:
        go = asyncio.Event()

        async def waits(request: Request) -> Answer:
            await go.wait()
            return await echo(request)

        talk = Talk(waits)
        line = await talk.hear(get() * (MAX_AHEAD + 5))
        before = line.reading
        go.set()
        await talk.settle()
        return before, line

    before, line = asyncio.run(talk())

    assert (False, True) == (before, line.reading)
    assert MAX_AHEAD + 5 == len(line.statuses)


def test_who_does_not_read_is_told_no_more_and_not_read() -> None:
    """However many answers they asked for: what nobody reads would pile up here."""

    async def talk() -> tuple[list[int], bool, OutputLine]:
        talk = Talk()
        talk.http.pause()
        line = await talk.hear(get("/a") + get("/b"))
        before = list(line.statuses), line.reading
        talk.http.resume()
        await talk.settle()
        return *before, line

    before, reading, line = asyncio.run(talk())

    assert ([], False) == (before, reading)
    assert ([200, 200], True) == (line.statuses, line.reading)


def test_who_leaves_without_reading_is_not_waited_for() -> None:
    async def talk() -> tuple[bool, bytes]:
        talk = Talk()
        talk.http.pause()
        await talk.hear(get())
        talk.http.close()
        await talk.settle()
        return all(task.done() for task in talk._tasks), talk.line.said

    assert (True, b"") == asyncio.run(talk())


def test_others_get_their_turn_during_a_long_answer() -> None:
    async def says(request: Request) -> Answer:
        return Answer(200, b"x" * PIECE * 3)

    async def talk() -> list[int]:
        talk = Talk(says)
        talk.http.send(get())
        seen = [0]
        while len(talk.line.said) < PIECE * 3:
            await asyncio.sleep(0)
            seen.append(len(talk.line.said) // PIECE)
        return sorted(set(seen))

    assert [0, 1, 2, 3] == asyncio.run(talk())


def test_bodies_that_nobody_asks_for_yet_are_not_read_far_ahead() -> None:
    async def talk() -> tuple[bool, OutputLine]:
        go = asyncio.Event()

        async def waits(request: Request) -> Answer:
            await go.wait()
            return Answer(200, str(len(await request.body())).encode())

        talk = Talk(waits)
        line = await talk.hear(get(), post("/", b"x" * (MAX_WAITING + 9))[:-1])
        before = line.reading
        go.set()
        await talk.settle()
        return before, await talk.hear(b"x")

    before, line = asyncio.run(talk())

    assert (False, True) == (before, line.reading)
    assert line.said.endswith(str(MAX_WAITING + 9).encode())
