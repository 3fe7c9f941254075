"""cluster: the control planes, as far as they can be seen without their programs."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from aksess.cluster.binaries import PROGRAMS
from tests.cli.conftest import EXAMPLE, Shell
from tests.unit.cluster.mirrors import releases, serving

CONNECT = """
import os, socket, sys
host, port = os.environ["HTTPS_PROXY"].removeprefix("http://").split(":")
with socket.create_connection((host, int(port))) as proxy:
    proxy.sendall(f"CONNECT {sys.argv[1]}:443 HTTP/1.1\\r\\n\\r\\n".encode())
    print(proxy.recv(65536).decode().splitlines()[0])
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A local Azure on a machine that has none of the programs of a control plane."""
    folder = tmp_path_factory.mktemp("bare")
    shell = Shell(folder)
    (folder / "aksess.yaml").write_text(EXAMPLE)
    (folder / "bin").mkdir()
    shell.environment |= {"XDG_CACHE_HOME": str(folder / "cache"), "PATH": f"{folder / 'bin'}:/bin:/usr/bin"}
    shell.environment.pop("KUBEBUILDER_ASSETS", None)
    ran = shell.type("up", "--apply", "aksess.yaml")
    assert 0 == ran.code, ran.err
    yield shell
    shell.leave()


def host_of(shell: Shell) -> str:
    [cluster] = json.loads(shell.type("cluster", "status", "--json").out)
    return str(cluster["host"])


def test_a_connection_says_in_one_line_what_is_missing_and_how_to_get_it(bare: Shell) -> None:
    """Of an answer to CONNECT, most clients show the reason phrase alone."""
    said = bare.type("run", "--", sys.executable, "-c", CONNECT, host_of(bare)).out

    assert said.startswith(f"HTTP/1.1 502 aksess: cannot reach {host_of(bare)}") or "is the API server of" in said
    assert "etcd, kube-apiserver, kube-controller-manager, kube-scheduler" in said
    assert "aksess cluster fetch 1." in said


def test_starting_says_the_same(bare: Shell) -> None:
    ran = bare.type("cluster", "start")

    assert 2 == ran.code
    assert "This machine has no etcd, kube-apiserver" in ran.err


def test_a_folder_that_is_named_must_have_the_programs(bare: Shell) -> None:
    ran = bare.type("cluster", "start", "--kubernetes", "bin")

    assert 2 == ran.code
    assert f"--kubernetes {bare.folder / 'bin'} has no etcd" in ran.err


def test_a_program_that_ends_at_once_is_named_with_its_last_words(bare: Shell) -> None:
    """The folder has programs, and they are not what they are called."""
    wrong = bare.folder / "wrong"
    wrong.mkdir()
    for name in PROGRAMS:
        (wrong / name).write_text(
            "#!/bin/sh\necho 'Kubernetes v1.34.4'\necho 'Error: not a real program' >&2\nexit 1\n"
        )
        (wrong / name).chmod(0o755)
    (wrong / "kube-apiserver").write_text(
        '#!/bin/sh\ncase "$1" in --version) echo Kubernetes v1.34.4;; *) echo "Error: no" >&2; exit 1;; esac\n'
    )
    ran = bare.type("cluster", "start", "--kubernetes", str(wrong))

    assert 2 == ran.code
    assert "ended: Error:" in ran.err


def test_the_status_names_each_cluster_and_no_secret(bare: Shell) -> None:
    [cluster] = json.loads(bare.type("cluster", "status", "--json").out)

    assert ("widemo-aks", "not started") == (cluster["name"], cluster["state"])
    assert cluster["host"].endswith(".hcp.westeurope.azmk8s.io")
    assert "key" not in json.dumps(cluster).lower()
    assert bare.type("cluster", "status").out.startswith("widemo-aks  not started  1.")


def test_the_kubeconfig_of_a_program_inside_has_a_context_for_each_cluster(bare: Shell) -> None:
    seen = bare.type("run", "--", "sh", "-c", 'cat "$KUBECONFIG"', KUBECONFIG="/mine").out
    config = yaml.safe_load(seen)

    assert ["widemo-aks"] == [each["name"] for each in config["contexts"]]
    assert f"https://{host_of(bare)}:443" == config["clusters"][0]["cluster"]["server"]


def test_a_name_that_is_no_clusters_is_refused(bare: Shell) -> None:
    ran = bare.type("cluster", "start", "other")

    assert 2 == ran.code
    assert "There is no cluster 'other'; the local Azure has widemo-aks." in ran.err


def test_a_command_that_is_not_there_is_refused(bare: Shell) -> None:
    ran = bare.type("cluster", "begin")

    assert 2 == ran.code
    assert "Traceback" not in ran.err


def test_kind_is_told_the_issuer(bare: Shell) -> None:
    config = yaml.safe_load(bare.type("cluster", "kind-config").out)

    assert "widemo-aks" == config["name"]
    assert "oic.prod-aks.azure.com" in config["nodes"][0]["kubeadmConfigPatches"][0]


def test_a_context_that_is_not_there_is_refused(bare: Shell) -> None:
    ran = bare.type("cluster", "use", "kind-nowhere")

    assert 2 == ran.code
    assert "kubectl" in ran.err


def test_the_plugin_signs_in_as_the_operator(bare: Shell) -> None:
    made = json.loads(bare.type("cluster", "credential").out)

    assert "ExecCredential" == made["kind"]
    assert made["status"]["token"].count(".") == 2


def test_a_service_principal_that_entra_refuses_is_told_why(bare: Shell) -> None:
    ran = bare.type("cluster", "credential", AZURE_CLIENT_ID="0" * 8, AZURE_CLIENT_SECRET="wrong")

    assert 1 == ran.code
    assert "AADSTS" in ran.err


def test_programs_are_fetched_from_a_mirror_into_the_cache(shell: Shell) -> None:
    with serving(releases()) as mirror:
        first = shell.type("cluster", "fetch", "1.34", "--mirror", mirror.url, XDG_CACHE_HOME=str(shell.folder))
        again = shell.type("cluster", "fetch", "1.34", "--mirror", mirror.url, XDG_CACHE_HOME=str(shell.folder))

    folder = shell.folder / "aksess" / "kubernetes" / "1.34.4"
    assert f"Kubernetes 1.34.4 is in {folder}\n" == first.out
    assert f"Kubernetes 1.34.4 was there already, in {folder}\n" == again.out
    assert set(PROGRAMS) == {path.name for path in folder.iterdir()}


def test_a_version_that_no_mirror_has_ends_in_one_line(shell: Shell) -> None:
    with serving({}) as mirror:
        ran = shell.type("cluster", "fetch", "1.99", "--mirror", mirror.url, XDG_CACHE_HOME=str(shell.folder))

    assert 1 == ran.code
    assert "answered 404" in ran.err
    assert not Path(shell.folder / "aksess" / "kubernetes").exists()
