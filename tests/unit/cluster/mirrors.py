"""A mirror of the releases on loopback, with the faults that a test asks for."""

import hashlib
import io
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from aksess.cluster.releases import SERVER_PROGRAMS


class Mirror:
    """files: content by path. cuts: how often an answer ends half way. ranges: whether a part can be asked for."""

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.cuts: dict[str, int] = {}
        self.ranges = True
        self.asked: list[tuple[str, str]] = []
        self.url = ""

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        path = handler.path
        wanted = handler.headers.get("Range", "")
        self.asked.append((path, wanted))
        content = self.files.get(path)
        if content is None:
            handler.send_error(404)
            return
        start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted and self.ranges else 0
        if start and start >= len(content):
            handler.send_error(416)
            return
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Length", str(len(content) - start))
        handler.end_headers()
        rest = content[start:]
        if self.cuts.get(path, 0):
            self.cuts[path] -= 1
            rest = rest[: len(rest) // 2]
        handler.wfile.write(rest)


@contextmanager
def serving(files: dict[str, bytes]) -> Iterator[Mirror]:
    mirror = Mirror(files)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            mirror.answer(self)

        def log_message(self, format: str, *args: Any) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    mirror.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield mirror
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def releases(version: str = "1.34.4", etcd: str = "3.6.5") -> dict[str, bytes]:
    """The files of one version, with their checksums."""
    name = f"etcd-v{etcd}-linux-amd64"
    archive = _archive(f"{name}/etcd", b"#!/bin/sh\necho etcd\n")
    folder = f"/release/v{version}/bin/linux/amd64"
    files = {
        "/release/stable.txt": f"v{version}\n".encode(),
        f"/release/stable-{version.rpartition('.')[0]}.txt": f"v{version}".encode(),
        f"/etcd/v{etcd}/{name}.tar.gz": archive,
        f"/etcd/v{etcd}/SHA256SUMS": f"{'0' * 64}  other.tar.gz\n{_sum(archive)}  {name}.tar.gz\n".encode(),
    }
    for program in SERVER_PROGRAMS:
        content = f"#!/bin/sh\necho {program}\n".encode() * 1000
        files[f"{folder}/{program}"] = content
        files[f"{folder}/{program}.sha256"] = _sum(content).encode()
    return files


def _archive(member: str, content: bytes) -> bytes:
    raw = io.BytesIO()
    with tarfile.open(fileobj=raw, mode="w:gz") as archive:
        entry = tarfile.TarInfo(member)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return raw.getvalue()


def _sum(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
