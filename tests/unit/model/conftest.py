"""Files to read, from the fewest words."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest

from aksess.model import Model, Problem, Problems, parse

HEAD = "aksess: 1\nlocation: westeurope\nresourceGroup: widemo\n"
FULL = """
tags: {project: widemo}
network:
  name: widemo-vnet
  addressSpace: [10.40.0.0/16]
  subnets: [{name: aks, prefix: 10.40.0.0/22}, {name: gateway, prefix: 10.40.4.0/24}]
clusters:
  - {name: widemo-aks, subnet: widemo-vnet/aks, kubernetesVersion: "1.33", nodeCount: 2}
vaults:
  - name: widemo-kv
    network: {default: deny, addresses: [203.0.113.7/32, caller], subnets: [widemo-vnet/aks]}
    secrets: [my-secret, {name: other, contentType: text/html, value: shh}]
  - {name: oldkv, authorization: policies}
configurationStores:
  - name: widemo-appcs
    keys: [{key: app:color, label: dev, value: blue}, {key: app:secret, secret: widemo-kv/my-secret}]
    features: [{name: beta, enabled: true}]
storageAccounts:
  - {name: widemostore, containers: [data], queues: [jobs]}
workloads:
  - name: wi-api
    serviceAccount: widemo/wi-demo-sa
    tokenExpiration: 3600
    access:
      - {to: vault/widemo-kv, as: Key Vault Secrets User}
      - {to: vault/widemo-kv/secrets/my-secret, as: Key Vault Secrets User}
      - {to: configuration/widemo-appcs, as: App Configuration Data Reader}
      - {to: storage/widemostore, as: [Storage Blob Data Reader]}
      - {to: storage/widemostore/containers/data, as: Storage Blob Data Contributor}
      - {to: storage/widemostore/queues/jobs, as: Storage Queue Data Contributor}
      - {to: vault/oldkv, secrets: [get, list]}
      - {to: resourceGroup, as: Reader}
  - {name: worker, identity: shared, serviceAccounts: [widemo/a, widemo/b.c], clusters: [widemo-aks]}
"""


@pytest.fixture
def head() -> str:
    """The three lines that every file needs."""
    return HEAD


@pytest.fixture
def full() -> str:
    """A file with everything in it, and no fault."""
    return HEAD + FULL.lstrip("\n")


@pytest.fixture
def read() -> Callable[[str], Model]:
    """The model of a text that follows the three lines, which is expected to be faultless."""

    def run(text: str = "") -> Model:
        answer = parse(HEAD + dedent(text).lstrip("\n"), "f.yaml")
        assert isinstance(answer, Model), str(answer)
        return answer

    return run


@pytest.fixture
def problems() -> Callable[[str], tuple[Problem, ...]]:
    """What is wrong with a text that follows the three lines; so its first line is the fourth."""

    def run(text: str) -> tuple[Problem, ...]:
        answer = parse(HEAD + dedent(text).lstrip("\n"), "f.yaml")
        assert isinstance(answer, Problems), answer
        return answer.found

    return run


@pytest.fixture
def only(problems: Callable[[str], tuple[Problem, ...]]) -> Callable[[str], Problem]:
    """The one problem of a text."""

    def run(text: str) -> Problem:
        found = problems(text)
        assert 1 == len(found), "\n".join(map(str, found))
        return found[0]

    return run


@pytest.fixture
def warnings(read: Callable[[str], Model]) -> Callable[[str], list[str]]:
    """What a text that can be used is warned of."""

    def run(text: str) -> list[str]:
        return [problem.says for problem in read(text).warnings]

    return run
