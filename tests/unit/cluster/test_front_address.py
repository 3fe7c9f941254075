"""Addresses of this machine that a LoadBalancer answers at."""

import asyncio
import ipaddress
import sys

import pytest

from aksess.cluster.front_address import RANGE, FrontAddress, address_for


def test_each_has_an_address_of_its_own_and_keeps_it() -> None:
    found = {address_for("cluster", "widemo", f"service-{number}", platform="linux") for number in range(50)}

    assert 50 == len(found)
    assert address_for("cluster", "a", platform="linux") == address_for("cluster", "a", platform="linux")
    assert all(ipaddress.ip_address(each) in RANGE for each in found)
    assert not {each.rpartition(".")[2] for each in found} & {"0", "255"}


def test_elsewhere_there_is_one_address_for_all() -> None:
    assert "127.0.0.1" == address_for("cluster", "widemo", "api", platform="darwin")


@pytest.mark.skipif(sys.platform != "linux", reason="127.64.0.0/10 is this machine on Linux alone")
def test_a_port_is_opened_once_and_closed_with_its_connections() -> None:
    async def scenario() -> bytes:
        front = FrontAddress(address_for("a", "test"))
        started = asyncio.Event()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            started.set()
            await reader.read()

        probe = await asyncio.start_server(lambda *_: None, front.address, 0)
        port = probe.sockets[0].getsockname()[1]
        probe.close()
        await front.listen(port, serve)
        await front.listen(port, serve)
        assert {port} == front.ports
        reader, writer = await asyncio.open_connection(front.address, port)
        await started.wait()
        await front.close()
        ended = await reader.read()
        writer.close()
        return ended

    assert b"" == asyncio.run(scenario())
