"""port-forward and terminals with the real kubectl, and pods while their API server is away."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.conformance.cluster.azure import PROGRAM, Azure
from tests.conformance.cluster.node_objects import pod, shell, until
from tests.conformance.cluster.node_process import kill_program

SERVER = "cd /tmp; echo served > index.txt; exec python3 -m http.server 8080 --bind 0.0.0.0"


@contextmanager
def forwarding(azure: Azure, *words: str) -> Iterator[int]:
    """``kubectl port-forward``; the port on this side."""
    command = [str(PROGRAM), "run", "--", "kubectl", "port-forward", *words]
    with subprocess.Popen(
        command, cwd=azure.folder, env=azure.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"127\.0\.0\.1:(\d+)", line)
        try:
            assert found is not None, line
            yield int(found[1])
        finally:
            process.terminate()
            process.communicate()


def test_a_port_of_a_pod_is_forwarded_again_and_again(azure: Azure) -> None:
    ready = {"tcpSocket": {"port": 8080}, "periodSeconds": 1}
    azure.apply(pod("server", shell(SERVER, readinessProbe=ready)))
    azure.kubectl("wait", "--for=condition=Ready", "pod/server", "--timeout=30s")
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with forwarding(azure, "pod/server", ":8080") as port:
        answers = [opener.open(f"http://127.0.0.1:{port}/index.txt", timeout=10).read() for _ in range(5)]

    assert [b"served\n"] * 5 == answers


def test_a_terminal_is_one_inside_of_the_pod(azure: Azure) -> None:
    azure.apply(pod("terminal", shell("trap 'exit 0' TERM; while true; do sleep 0.2; done")))
    azure.kubectl("wait", "--for=condition=Ready", "pod/terminal", "--timeout=30s")
    command = ["kubectl", "exec", "-it", "terminal", "--", "sh", "-c", "test -t 0 && test -t 1 && echo a terminal"]
    script = (
        "import os, pty, sys\n"
        f"status = pty.spawn({[str(PROGRAM), 'run', '--', *command]!r})\n"
        "sys.exit(os.waitstatus_to_exitcode(status))\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script],
        cwd=azure.folder,
        env=azure.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "a terminal" in ran.stdout, ran.stdout + ran.stderr


def test_an_api_server_that_speaks_spdy_with_nodes_is_served(azure: Azure) -> None:
    """Before Kubernetes 1.36 that is every one; since then, one whose node does not declare the feature."""
    azure.apply(pod("spdy", shell("trap 'exit 0' TERM; while true; do sleep 0.2; done")))
    azure.kubectl("wait", "--for=condition=Ready", "pod/spdy", "--timeout=30s")
    node = azure.get("nodes")["items"][0]["metadata"]["name"]
    status = ["patch", "node", node, "--subresource=status", "--type=merge", "-p"]
    azure.kubectl(*status, '{"status":{"declaredFeatures":[]}}')
    failed = azure.inside("kubectl", "exec", "spdy", "--", "sh", "-c", "echo out; exit 3")
    (azure.folder / "sent").write_bytes(bytes(range(256)) * 4000)
    azure.kubectl("cp", str(azure.folder / "sent"), "spdy:/tmp/sent")
    azure.kubectl("cp", "spdy:/tmp/sent", str(azure.folder / "received"))
    azure.kubectl(*status, '{"status":{"declaredFeatures":["ExtendWebSocketsToKubelet"]}}')

    assert (3, "out\n") == (failed.code, failed.printed)
    assert (azure.folder / "sent").read_bytes() == (azure.folder / "received").read_bytes()


def test_kubectl_run_shows_what_a_pod_makes_of_its_input(azure: Azure) -> None:
    asked = ["--rm", "--quiet", "--restart=Never", "--image=busybox", "--", "cat"]
    ran = subprocess.run(
        [str(PROGRAM), "run", "--", "kubectl", "run", "piped", "-i", *asked],
        cwd=azure.folder,
        env=azure.environment,
        input="typed\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert "typed\n" in ran.stdout, ran.stdout + ran.stderr


def test_pods_go_on_while_the_api_server_is_away(azure: Azure) -> None:
    """What ended meanwhile is told afterwards, and nothing was restarted."""
    azure.apply(
        pod("patient", shell("trap 'exit 0' TERM; while true; do sleep 0.2; done")),
        pod("ending", shell("sleep 2; echo done"), restartPolicy="Never"),
    )
    azure.kubectl("wait", "--for=condition=Ready", "pod/patient", "pod/ending", "--timeout=30s")
    kill_program(azure.folder, "kube-apiserver")
    until(azure, "Completed", "get", "pod", "ending")

    assert 0 == azure.get("pod", "patient")["status"]["containerStatuses"][0]["restartCount"]
