"""play: the pods of manifests, without a control plane."""

import signal
from pathlib import Path

import pytest

from tests.cli.conftest import Shell

POD = """\
apiVersion: v1
kind: Pod
metadata:
  name: quick-start
  namespace: widemo
  labels:
    azure.workload.identity/use: "true"
spec:
  serviceAccountName: wi-demo-sa
  containers:
    - image: ghcr.io/azure/azure-workload-identity/msal-go
      name: oidc
      env:
        - name: KEYVAULT_URL
          value: https://widemo-kv.vault.azure.net
        - name: SECRET_NAME
          value: my-secret
  nodeSelector:
    kubernetes.io/os: linux
"""
ACCOUNT = """\
apiVersion: v1
kind: ServiceAccount
metadata:
  annotations:
    azure.workload.identity/client-id: {client_id}
  name: wi-demo-sa
  namespace: widemo
"""
JOB = """\
apiVersion: batch/v1
kind: Job
metadata: {name: once}
spec:
  template:
    spec:
      restartPolicy: Never
      containers:
        - {name: main, image: "registry.example/app:1", args: ["echo first; echo $GREETING >&2; exit $CODE"],
           envFrom: [{configMapRef: {name: settings}}]}
---
{apiVersion: v1, kind: Service, metadata: {name: web}}
---
{apiVersion: v1, kind: ConfigMap, metadata: {name: settings}, data: {GREETING: second, CODE: "%s"}}
"""


@pytest.fixture
def manifests(shared: Shell, tmp_path: Path) -> Path:
    """A folder with the quick start's service account and pod."""
    client_id = shared.type("run", "--as", "widemo/wi-demo-sa", "--", "printenv", "AZURE_CLIENT_ID").out.strip()
    (tmp_path / "account.yaml").write_text(ACCOUNT.format(client_id=client_id))
    (tmp_path / "pod.yaml").write_text(POD)
    return tmp_path


def test_the_quick_start_reads_its_secret_and_ctrl_c_ends_it(shared: Shell, manifests: Path) -> None:
    """As the article has it, with the client ID of the local identity. SIGTERM reaches the pod within its grace."""
    playing = shared.start("play", str(manifests))
    assert playing.stdout is not None
    first = playing.stdout.readline()
    playing.send_signal(signal.SIGINT)
    out, err = playing.communicate(timeout=20)

    assert first.startswith("quick-start oidc | ")
    assert 'secret="Hello from Key Vault"' in first
    assert (0, "", "") == (playing.returncode, out, err)


@pytest.mark.parametrize("code", [0, 1])
def test_the_exit_code_says_whether_all_pods_succeeded(shared: Shell, tmp_path: Path, code: int) -> None:
    """Both streams are printed, other kinds are named, and nothing is coloured outside of a terminal."""
    (tmp_path / "job.yaml").write_text(JOB % code)
    ran = shared.type("play", str(tmp_path / "job.yaml"), "--image", "registry.example/app=sh -c")

    assert code == ran.code, ran.err
    assert {"first", "second"} == {line.partition(" main | ")[2] for line in ran.out.splitlines()}
    assert "ignored, because play runs pods only: Service web" in ran.err
    assert ("has failed (main: exit code 1)" in ran.err) == bool(code)


def test_an_image_that_nothing_stands_in_for_is_named(shared: Shell, tmp_path: Path) -> None:
    (tmp_path / "job.yaml").write_text(JOB % 0)
    ran = shared.type("play", str(tmp_path / "job.yaml"))

    assert (1, "") == (ran.code, ran.out)
    assert "no program stands in for registry.example/app:1" in ran.err
    assert "ErrImagePull" in ran.err


def test_a_missing_service_account_is_refused_as_on_aks(shared: Shell, manifests: Path) -> None:
    ran = shared.type("play", str(manifests / "pod.yaml"))

    assert 2 == ran.code
    assert 'pods "quick-start" is forbidden: error looking up service account widemo/wi-demo-sa' in ran.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["play"], "no file to play"),
        (["play", "nowhere.yaml"], "There is no file nowhere.yaml"),
        (["play", "aksess.yaml"], "declare no pod to run"),
        (["play", "-"], "declare no pod to run"),
        (["play", "aksess.yaml", "--image", "nginx"], "expected IMAGE=COMMAND"),
        (["play", "aksess.yaml", "--imagine"], "--imagine"),
    ],
)
def test_a_wrong_input_of_play_gets_one_clear_line(shared: Shell, words: list[str], says: str) -> None:
    ran = shared.type(*words)

    errors = [line for line in ran.err.splitlines() if line.startswith("error: ")]
    assert (2, 1) == (ran.code, len(errors))
    assert says in errors[0]
