"""Connections through a listener: how they end, how many there may be, and how fast they are read."""

import asyncio
import hashlib
import os
import resource
import socket
import subprocess
import threading

import pytest

from aksess.clock import SystemClock
from aksess.cloud.edge.proxy_listener import KEPT, ProxyListener
from aksess.processes import Process
from tests.unit.cloud.edge.clients import PATIENCE, Edge, connect, everything, listening, tunnel


def test_a_half_closed_connection_still_gets_its_answer(edge: Edge) -> None:
    """Some protocols say "that was all" before they read."""

    def answer_at_the_end(client: socket.socket) -> None:
        client.sendall(b"got " + everything(client))

    with listening(answer_at_the_end) as port:
        client, _ = tunnel(edge.listener(), "127.0.0.1", port)
        with client:
            client.sendall(b"question")
            client.shutdown(socket.SHUT_WR)

            assert b"got question" == everything(client)


def test_a_plain_request_whose_sender_says_no_more_gets_its_answer(edge: Edge) -> None:
    """``printf … | nc -N``, and many a small client."""
    with connect(edge.listener().port) as client:
        client.sendall(b"GET http://169.254.169.254/metadata/x HTTP/1.1\r\nHost: 169.254.169.254\r\n\r\n")
        client.shutdown(socket.SHUT_WR)

        assert everything(client).startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("first", ["near", "far"])
def test_a_connection_that_both_sides_have_ended_is_closed(edge: Edge, first: str) -> None:
    """Go's Azure SDK opens one a request: each that stayed would take two descriptors for good."""
    turn = threading.Event()

    def hang_up(client: socket.socket) -> None:
        if first == "near":
            everything(client)
        else:
            client.shutdown(socket.SHUT_WR)
            turn.wait(PATIENCE)
            everything(client)

    with listening(hang_up) as port:
        listener = edge.listener()
        client, _ = tunnel(listener, "127.0.0.1", port)
        with client:
            if first == "far":
                assert b"" == everything(client)
            client.shutdown(socket.SHUT_WR)
            turn.set()
            assert b"" == everything(client)
            assert nobody_in(edge, listener)


def test_a_plain_request_leaves_nobody_in_the_door(edge: Edge) -> None:
    listener = edge.listener()
    with connect(listener.port) as client:
        client.sendall(b"GET http://169.254.169.254/metadata/x HTTP/1.1\r\n\r\n")
        client.shutdown(socket.SHUT_WR)
        everything(client)
        assert nobody_in(edge, listener)


def nobody_in(edge: Edge, listener: ProxyListener) -> bool:
    """Whether the last connection is closed before long, although its client keeps its own end open."""
    clock = SystemClock()
    until = clock.monotonic() + PATIENCE
    while listener.connections and clock.monotonic() < until:
        edge.thread.do(asyncio.sleep(0))
    return not listener.connections


def test_a_slow_reader_loses_nothing_and_is_not_run_over(edge: Edge) -> None:
    """What comes faster than it is read waits at its source, not in our memory."""
    content = b"0123456789abcdef" * (1 << 20)
    sent = threading.Event()

    def pour(client: socket.socket) -> None:
        client.sendall(content)
        sent.set()

    with listening(pour) as port:
        client, _ = tunnel(edge.listener(), "127.0.0.1", port)
        with client:
            first = client.recv(1)
            waited = not sent.wait(0.3)
            rest = everything(client)

    assert waited
    assert hashlib.sha256(content).digest() == hashlib.sha256(first + rest).digest()


def test_who_pours_is_not_read_without_a_pause(edge: Edge) -> None:
    """What waits in the system fits into one reading of uvloop: where it does not, it reads on and lets others wait."""
    opened = edge.listener().server
    assert opened is not None
    with socket.socket(fileno=os.dup(opened.sockets[0].fileno())) as listener_socket:
        # The system takes the same again for its own book-keeping.
        assert 256_000 > listener_socket.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF) // 2


def test_hundreds_of_idle_connections_do_not_matter(edge: Edge) -> None:
    """Go's Azure SDK opens one a request and keeps it for a minute and a half."""
    listener = edge.listener()
    idle = [tunnel(listener, "v.vault.azure.net", 443)[0] for _ in range(400)]
    with edge.http(listener) as http:
        answer = http.get("https://v.vault.azure.net/x")
    for client in idle:
        client.close()

    assert 200 == answer.status_code


def test_a_door_that_is_full_says_so_and_goes_on(edge: Edge) -> None:
    """Where the system allows few open files, and a client keeps its connections."""
    listener = edge.listener()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    opened = [tunnel(listener, "v.vault.azure.net", 443)]
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + KEPT + 20, hard))
    try:
        while opened[-1][1].startswith(b"HTTP/1.1 200") and len(opened) < 30:
            opened.append(tunnel(listener, "v.vault.azure.net", 443))
    finally:
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    for client, _ in opened:
        client.close()
    with edge.http(listener) as http:
        after = http.get("https://v.vault.azure.net/x").status_code

    assert opened[-1][1].startswith(b"HTTP/1.1 503 aksess: All of its ")
    assert 200 == after


def test_who_asks_for_nothing_does_not_take_the_last_descriptors(edge: Edge) -> None:
    """Files need them, and whoever does ask."""
    listener = edge.listener()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    free = os.dup(0)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free + KEPT, hard))
    try:
        silent = [connect(listener.port) for _ in range(KEPT // 3)]
        ends = end_of(silent[-1])
    finally:
        os.close(free)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    for client in silent:
        client.close()

    assert b"" == ends


def end_of(client: socket.socket) -> bytes:
    """What comes at the end of a connection on which nothing was said."""
    try:
        return client.recv(1)
    except ConnectionResetError:
        return b""


def test_a_door_closes_with_the_program_that_it_was_opened_for(edge: Edge) -> None:
    """Also where the program was killed and could not say goodbye."""
    program = subprocess.Popen(["sleep", "60"])
    owner = Process.of(program.pid)
    assert owner is not None
    listener = edge.listener(owner=owner)
    client, _ = tunnel(listener, "v.vault.azure.net", 443)
    program.kill()
    program.wait()

    with client:
        assert b"" == end_of(client)
    assert listener not in edge.thread.server.listeners
