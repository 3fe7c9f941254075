"""The life of a control plane: stopped, started, killed, deleted, several side by side."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from pathlib import Path

from aksess.clock import SystemClock
from tests.conformance.cluster.azure import EXAMPLE, Azure
from tests.conformance.cluster.objects import namespace

PATIENCE = 60.0
PROGRAMS = ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler")


def pids(azure: Azure, program: str) -> list[int]:
    """The processes of a program that run for this local Azure: each has the folder among its arguments."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
        except (OSError, ValueError):
            continue
        name = os.path.basename(words[0].decode(errors="replace"))
        if name == program and str(azure.folder).encode() in b" ".join(words):
            found.append(int(entry.name))
    return found


def supervisors(azure: Azure) -> list[int]:
    """The parents of their API servers."""
    return [int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]) for pid in pids(azure, "etcd")]


def until(holds: Callable[[], bool], what: str) -> None:
    end = SystemClock().monotonic() + PATIENCE
    while not holds():
        assert SystemClock().monotonic() < end, f"{what}: not in {PATIENCE:.0f} s"


def made(azure: Azure) -> None:
    ran = azure.apply(namespace("kept"))
    assert 0 == ran.code, ran.said


def kept(azure: Azure) -> bool:
    return azure.inside("kubectl", "get", "namespace", "kept").code == 0


def test_it_runs_again_with_the_local_azure_and_keeps_what_was_in_it(own: Azure) -> None:
    """`aksess down` ends every process, `aksess up` starts the cluster in the background."""
    own.up()
    assert not pids(own, "kube-apiserver"), "nothing runs before somebody asks"
    made(own)
    own.done("down")
    assert [] == [pid for program in PROGRAMS for pid in pids(own, program)]
    own.done("up")

    until(lambda: bool(pids(own, "kube-apiserver")), "the API server runs again")
    assert kept(own)


def test_a_killed_api_server_is_started_again(own: Azure) -> None:
    """As the kubelet starts a static pod again."""
    own.up()
    made(own)
    [before] = pids(own, "kube-apiserver")
    os.kill(before, signal.SIGKILL)

    until(lambda: kept(own), "the API server answers again")
    assert [before] != pids(own, "kube-apiserver")


def test_a_killed_supervisor_takes_its_programs_with_it_and_the_next_connection_starts_another(own: Azure) -> None:
    """And nothing that was acknowledged is lost."""
    own.up()
    made(own)
    [supervisor] = supervisors(own)
    os.kill(supervisor, signal.SIGKILL)
    until(lambda: not any(pids(own, program) for program in PROGRAMS), "its programs end")

    assert kept(own)


def test_a_killed_local_azure_takes_its_clusters_with_it(own: Azure) -> None:
    """`aksess up` then starts both again."""
    own.up()
    made(own)
    os.kill(json.loads(own.done("status", "--json"))["pid"], signal.SIGKILL)
    until(lambda: not any(pids(own, program) for program in PROGRAMS), "the programs end")
    own.done("up")

    assert kept(own)


def test_a_stopped_cluster_refuses_and_a_started_one_has_its_objects(own: Azure) -> None:
    """`az aks stop` and `az aks start`."""
    own.up()
    made(own)
    cluster = own.clusters()[0]["id"]
    own.arm("POST", f"{cluster}/stop")
    until(lambda: not pids(own, "kube-apiserver"), "the control plane ends")
    refused = own.inside("kubectl", "get", "namespaces")
    assert 0 != refused.code
    assert "is stopped" in refused.said
    own.arm("POST", f"{cluster}/start")

    until(lambda: bool(pids(own, "kube-apiserver")), "it runs again without being asked")
    assert kept(own)


def test_rotated_certificates_make_old_kubeconfigs_invalid_and_the_node_comes_back(own: Azure) -> None:
    """`az aks rotate-certs`: another authority; the node registers with its new certificate."""
    own.up()
    made(own)
    old = own.folder / "old"
    old.write_text(own.done("cluster", "kubeconfig"))
    own.arm("POST", f"{own.clusters()[0]['id']}/rotateClusterCertificates")

    until(lambda: own.type("run", "--", "kubectl", "--kubeconfig", str(old), "get", "ns").code != 0, "it is refused")
    until(lambda: kept(own), "the new one is accepted")
    until(lambda: " Ready" in own.kubectl("get", "nodes"), "the node is ready")


def test_a_command_of_this_machine_runs_for_an_image(own: Azure) -> None:
    """`aksess cluster start --image`, remembered from one start to the next."""
    own.up()
    own.done("cluster", "start", "--image", "example.test/hello=echo hello from this machine")
    own.done("cluster", "stop")
    spec = {"containers": [{"name": "a", "image": "example.test/hello:1.0"}], "restartPolicy": "Never"}
    ran = own.apply({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "hello"}, "spec": spec})
    assert 0 == ran.code, ran.said

    until(lambda: "hello from this machine" in own.inside("kubectl", "logs", "hello").printed, "its log has the line")


def test_a_deleted_cluster_is_gone_with_its_folder(own: Azure) -> None:
    """Another cluster of the same name begins anew."""
    own.up()
    made(own)
    own.arm("DELETE", own.clusters()[0]["id"])
    folder = own.folder / ".aksess" / "clusters"

    until(lambda: not any(folder.iterdir()), "the folder goes")
    assert [] == pids(own, "etcd")
    own.done("up", "--apply", "aksess.yaml")
    assert not kept(own)


def test_a_cluster_that_was_deleted_while_it_was_stopped_leaves_nothing_to_the_next(own: Azure) -> None:
    own.up()
    made(own)
    own.done("cluster", "stop")
    own.arm("DELETE", own.clusters()[0]["id"])
    own.done("up", "--apply", "aksess.yaml")
    assert not kept(own)


def test_two_clusters_run_side_by_side(own: Azure) -> None:
    """Each with its own objects, at its own name."""
    own.up(EXAMPLE.replace("  - name: widemo-aks\n", "  - name: blue-aks\n  - name: green-aks\n"))
    made_in_blue = own.inside("kubectl", "--context", "blue-aks", "create", "namespace", "kept")
    assert 0 == made_in_blue.code, made_in_blue.said

    listed = own.kubectl("--context", "green-aks", "get", "namespaces")
    assert "kube-system" in listed
    assert "kept" not in listed
    assert 2 == len(pids(own, "kube-apiserver"))


def test_a_cluster_that_was_stopped_by_hand_stays_stopped_until_somebody_asks(own: Azure) -> None:
    """`aksess cluster stop`."""
    own.up()
    made(own)
    own.done("cluster", "stop")
    assert [] == pids(own, "kube-apiserver")
    own.done("down")
    own.done("up")

    assert [] == pids(own, "kube-apiserver")
    assert kept(own)
