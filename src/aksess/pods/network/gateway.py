"""The gateway of the pods of one node: ``python -m aksess.pods.network.gateway CONTROL OUTSIDE``.

It runs as root of a user namespace of its own, in a network namespace of its own (``unshare --user --map-root-user
--net``). Each pod gets a network namespace with one interface, whose peer is here. To the kernel of this namespace
every address is local (ip-route(8), "local" routes), so that the gateway accepts whatever a pod dials, finds the name
that it gave the address, and asks the outside for the connection. Nothing else leads out of a pod.

CONTROL: Unix socket on which it is told of pods. OUTSIDE: Unix socket that opens connections for pods. Both speak one
JSON object in a line.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import subprocess
import sys
from typing import Any, Final, cast

from aksess.pods.network.dns_message import Question, answer, parse_question
from aksess.pods.network.names import Names
from aksess.pods.network.splice import Streams, splice

# Ports on which pods reach Azure, the metadata service and the API server; Services add theirs.
PORTS: Final = (80, 443)
# The pods' name server, an address of its own on the loopback interface here, so that answers come from it.
NAME_SERVER: Final = "169.254.20.10"
CLUSTER_DOMAIN: Final = ".cluster.local"
# The routing table of the pods.
_PODS: Final = "100"
_LINE: Final = 64 * 1024


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True)


class Gateway:
    """The pods' interfaces, listeners and names. outside: path of the Unix socket that opens connections."""

    def __init__(self, outside: str) -> None:
        self._outside = outside
        self._names = Names()
        self._pods: dict[str, subprocess.Popen[bytes]] = {}
        self._listeners: dict[int, asyncio.Server] = {}
        self._count = 0

    @property
    def pods(self) -> tuple[str, ...]:
        """The addresses of the pods."""
        return tuple(self._pods)

    async def start(self) -> None:
        """Make every address local, and listen."""
        _run("ip", "link", "set", "lo", "up")
        _run("ip", "route", "add", "local", "0.0.0.0/0", "dev", "lo")
        # The routes to the pods come first; then the local table, which has the route above.
        _run("ip", "rule", "add", "pref", "5", "lookup", _PODS)
        _run("ip", "rule", "add", "pref", "10", "lookup", "local")
        _run("ip", "rule", "del", "pref", "0")
        _run("ip", "address", "add", f"{NAME_SERVER}/32", "dev", "lo")
        for port in PORTS:
            await self.listen(port)
        loop = asyncio.get_running_loop()
        await loop.create_datagram_endpoint(lambda: _NameServer(self), local_addr=(NAME_SERVER, 53))
        self._listeners[53] = await asyncio.start_server(self._answer_names, NAME_SERVER, 53)

    async def listen(self, port: int) -> None:
        """Accept connections to a port, whatever address was dialled."""
        if port in self._listeners:
            return
        with contextlib.suppress(OSError):
            self._listeners[port] = await asyncio.start_server(self._forward, "", port)

    def add(self, address: str) -> int:
        """Make a pod's network namespace and return a process in it.

        Args:
            address: the pod's IP, with which its connections arrive.
        """
        self._count += 1
        host_end = f"pod{self._count}"
        # The kernel lets pods listen on every port, as containerd does.
        keep = "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start; echo ready; exec sleep 2147483647"
        pause = subprocess.Popen(
            ["unshare", "--net", "sh", "-c", keep], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
        )
        self._pods[address] = pause
        if pause.stdout is None or not pause.stdout.readline():
            raise OSError("a network namespace cannot be made")
        inside = ("nsenter", "--net", "--target", str(pause.pid))
        _run("ip", "link", "add", host_end, "type", "veth", "peer", "name", "eth0", "netns", str(pause.pid))
        _run("ip", "link", "set", host_end, "up")
        _run("ip", "route", "add", f"{address}/32", "dev", host_end, "table", _PODS)
        _run(*inside, "ip", "link", "set", "lo", "up")
        _run(*inside, "ip", "address", "add", f"{address}/32", "dev", "eth0")
        _run(*inside, "ip", "link", "set", "eth0", "up")
        _run(*inside, "ip", "route", "add", "default", "dev", "eth0")
        return pause.pid

    def remove(self, address: str) -> None:
        """Take a pod's network away."""
        pause = self._pods.pop(address, None)
        if pause is not None:
            pause.kill()
            pause.wait()

    async def addresses(self, question: Question) -> bytes:
        """Answer a question about a name."""
        name = question.name
        if name.endswith(CLUSTER_DOMAIN):
            found = await self._ask({"lookup": name})
            for port in found.get("ports", ()):
                await self.listen(int(port))
            known = [str(each) for each in found.get("addresses", ())]
            return answer(question, known, exists=bool(known))
        # A name without a dot is never a host of Azure; the resolver goes on with its search list.
        exists = "." in name
        return answer(question, [self._names.address_of(name)] if exists else [], exists=exists)

    async def _forward(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        pod = writer.get_extra_info("peername")[0]
        address, port = writer.get_extra_info("sockname")[:2]
        asked = {"pod": pod, "host": self._names.host_at(address), "port": port}
        try:
            outside = await self._open(asked)
        except OSError:
            # Refused, as by a host that does not listen.
            _reset(writer)
            return
        await splice((reader, writer), outside)

    async def _answer_names(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(asyncio.IncompleteReadError, OSError):
            while size := int.from_bytes(await reader.readexactly(2)):
                question = parse_question(await reader.readexactly(size))
                if question is None:
                    break
                message = await self.addresses(question)
                writer.write(len(message).to_bytes(2) + message)
                await writer.drain()
        writer.close()

    async def _open(self, asked: dict[str, Any]) -> Streams:
        reader, writer = await asyncio.open_unix_connection(self._outside)
        writer.write(json.dumps(asked).encode() + b"\n")
        said = json.loads(await reader.readline() or b"{}")
        if not said.get("open"):
            writer.close()
            raise ConnectionRefusedError(said.get("why", ""))
        return reader, writer

    async def _ask(self, asked: dict[str, Any]) -> dict[str, Any]:
        reader, writer = await asyncio.open_unix_connection(self._outside)
        writer.write(json.dumps(asked).encode() + b"\n")
        said: dict[str, Any] = json.loads(await reader.readline() or b"{}")
        writer.close()
        return said

    async def control(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry out one order: ``add``, ``remove``, or ``connect`` to a port of a pod."""
        order = json.loads(await reader.readline() or b"{}")
        try:
            if "connect" in order:
                await self._connect(order, (reader, writer))
                return
            said = self._obey(order)
        except (OSError, KeyError, subprocess.CalledProcessError) as error:
            said = {"why": str(getattr(error, "stderr", "") or error).strip()}
        writer.write(json.dumps(said).encode() + b"\n")
        writer.close()

    def _obey(self, order: dict[str, Any]) -> dict[str, Any]:
        if "add" in order:
            try:
                return {"pid": self.add(order["add"])}
            except (OSError, subprocess.CalledProcessError):
                self.remove(order["add"])
                raise
        self.remove(order["remove"])
        return {}

    async def _connect(self, order: dict[str, Any], asker: Streams) -> None:
        try:
            pod = await asyncio.open_connection(order["connect"], order["port"])
        except OSError as error:
            asker[1].write(json.dumps({"why": str(error)}).encode() + b"\n")
            asker[1].close()
            return
        asker[1].write(b'{"open": true}\n')
        await splice(asker, pod)


class _NameServer(asyncio.DatagramProtocol):
    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        question = parse_question(data)
        if question is not None:
            task = asyncio.get_running_loop().create_task(self._reply(question, addr))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _reply(self, question: Question, addr: tuple[str, int]) -> None:
        with contextlib.suppress(OSError):
            self._transport.sendto(await self._gateway.addresses(question), addr)


def _reset(writer: asyncio.StreamWriter) -> None:
    sock = writer.get_extra_info("socket")
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
    writer.close()


async def serve(control: str, outside: str) -> None:
    """Serve until standard input ends: the runtime holds its other end.

    Args:
        control: path of the Unix socket for orders.
        outside: path of the Unix socket that opens connections.
    """
    gateway = Gateway(outside)
    await gateway.start()
    server = await asyncio.start_unix_server(gateway.control, control, limit=_LINE)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(0, ended.set)
    await ended.wait()
    server.close()
    for address in list(gateway.pods):
        gateway.remove(address)


if __name__ == "__main__":
    asyncio.run(serve(sys.argv[1], sys.argv[2]))
