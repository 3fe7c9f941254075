"""Figures of a cluster: its control plane's start, a pod's way to its first log line, memory with many pods."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from aksess.cluster.api import Address, Api, client_context
from aksess.cluster.binaries import find_binaries
from aksess.cluster.errors import ApiError, ApiGone, ClusterError
from aksess.cluster.layout import Layout
from aksess.cluster.pki import Pki
from aksess.model import EXAMPLE

AKSESS = str(Path(sys.executable).with_name("aksess"))
ROUNDS = 5
MANY = 100
PATIENCE = 120.0
PODS = "/api/v1/namespaces/default/pods"


def measure(folder: Path) -> None:
    """Measure and print; one line where the programs are missing."""
    try:
        find_binaries("", os.environ)
    except ClusterError as missing:
        print(f"cluster                 not measured: {missing.message} {missing.hint}")
        return
    with _up(folder) as running:
        print(f"connect to readyz       {_connect(running):5.2f} s   (to beat: 3)")
        asyncio.run(_pods(running, Path(running["data"])))


async def _pods(running: dict[str, Any], data: Path) -> None:
    api = _api(running, data)
    await _until(lambda: _node_is_ready(api), "the node is ready")
    took = [await _first_line(api, f"first-{number}") for number in range(ROUNDS)]
    print(f"created to first line   {statistics.median(took):5.2f} s   (to beat: 0.5)")
    began = time.perf_counter()
    await asyncio.gather(*(api.create(PODS, _pod(f"many-{number}", "exec sleep 600")) for number in range(MANY)))
    await _until(lambda: _all_run(api), f"{MANY} pods run")
    print(f"{MANY} pods, all running  {time.perf_counter() - began:5.2f} s")
    for name, module in (("node", "aksess.cluster.node"), ("supervisor", "aksess.cluster.supervisor")):
        print(f"resident memory         {_memory(module, data):5.0f} MB  of the {name} with {MANY} pods")
    await api.close()


def _connect(running: dict[str, Any]) -> float:
    """Seconds from the first CONNECT to the answer, which comes when the API server is ready."""
    host = running["cluster"]["host"]
    began = time.perf_counter()
    with socket.create_connection(("127.0.0.1", int(running["proxy"].rpartition(":")[2]))) as proxy:
        proxy.sendall(f"CONNECT {host}:443 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
        answered = proxy.recv(1000)
    if b" 200 " not in answered:
        raise RuntimeError(answered.decode(errors="replace"))
    return time.perf_counter() - began


async def _first_line(api: Api, name: str) -> float:
    began = time.perf_counter()
    await api.create(PODS, _pod(name, "echo here; exec sleep 600"))
    await _until(lambda: _has_log(api, name), "the log has a line")
    return time.perf_counter() - began


async def _until(holds: Callable[[], Any], what: str) -> None:
    end = time.perf_counter() + PATIENCE
    while not await holds():
        if time.perf_counter() > end:
            raise RuntimeError(f"not in {PATIENCE:.0f} s: {what}")
        await asyncio.sleep(0.01)


async def _has_log(api: Api, name: str) -> bool:
    try:
        status, text = await api.text(f"{PODS}/{name}/log")
    except ApiGone:
        return False
    return status == 200 and "here" in text


async def _node_is_ready(api: Api) -> bool:
    nodes = (await api.get("/api/v1/nodes")).get("items") or []
    conditions = [each for node in nodes for each in node["status"].get("conditions") or ()]
    account = False
    try:
        await api.get("/api/v1/namespaces/default/serviceaccounts/default")
        account = True
    except ApiError:
        pass
    return account and any(each["type"] == "Ready" and each["status"] == "True" for each in conditions)


async def _all_run(api: Api) -> bool:
    pods = (await api.get(PODS))["items"]
    running = [pod for pod in pods if pod["status"].get("phase") == "Running"]
    return len([pod for pod in running if "many-" in pod["metadata"]["name"]]) == MANY


def _pod(name: str, script: str) -> dict[str, Any]:
    container = {"name": "main", "image": "busybox", "command": ["/bin/sh", "-c", script]}
    spec = {"containers": [container], "terminationGracePeriodSeconds": 0}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": spec}


def _api(running: dict[str, Any], data: Path) -> Api:
    [cluster] = json.loads(_run("cluster", "status", "--json", "--data", running["data"]))
    pki = Pki(Layout.of(data, cluster["id"]).pki)
    context = client_context(str(pki.authority), str(pki.certificate("admin")), str(pki.key("admin")))
    return Api(Address("127.0.0.1", int(cluster["address"].rpartition(":")[2]), "localhost", context))


def _memory(module: str, data: Path) -> float:
    """Megabytes of the process that runs a module for this folder."""
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().decode().split("\0")
            if module in words and (str(data) in " ".join(words) or _is_ours(entry, data)):
                return int((entry / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
        except (OSError, UnicodeDecodeError):
            continue
    return float("nan")


def _is_ours(entry: Path, data: Path) -> bool:
    # The supervisor takes its options from standard input; its children name the folder.
    children = (entry / "task" / entry.name / "children").read_text().split()
    return any(str(data) in Path(f"/proc/{child}/cmdline").read_text() for child in children)


@contextmanager
def _up(folder: Path) -> Iterator[dict[str, Any]]:
    data = str(folder / "cluster")
    _run("up", "--data", data, "--apply", str(EXAMPLE))
    try:
        running = json.loads(_run("status", "--json", "--data", data))
        [cluster] = json.loads(_run("cluster", "status", "--json", "--data", data))
        yield {**running, "data": data, "cluster": cluster}
    finally:
        _run("down", "--data", data)


def _run(*words: str) -> str:
    return subprocess.run([AKSESS, *words], check=True, capture_output=True, text=True).stdout
