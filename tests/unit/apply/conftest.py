"""Files that are applied, and what came of them."""

from __future__ import annotations

from typing import Any

import pytest

from aksess.testing import LocalAzure

WHOLE = """\
aksess: 1
location: westeurope
resourceGroup: widemo
tags: {project: widemo}

network:
  name: widemo-vnet
  addressSpace: [10.40.0.0/16]
  subnets: [{name: aks, prefix: 10.40.0.0/22}]

clusters:
  - {name: widemo-aks, subnet: widemo-vnet/aks}

vaults:
  - name: widemo-kv
    network: {default: deny, addresses: [caller], subnets: [widemo-vnet/aks]}
    secrets: [{name: my-secret, value: one}]
  - name: widemo-old
    authorization: policies
    secrets: [{name: other, value: two}]

configurationStores:
  - name: widemo-appcs
    keys:
      - {key: "app:color", label: dev, value: blue}
      - {key: "app:secret", secret: widemo-kv/my-secret}
    features:
      - {name: beta, enabled: true}

storageAccounts:
  - name: widemostore
    containers: [data]
    queues: [jobs]
    network: {default: deny, addresses: [caller], subnets: [widemo-vnet/aks]}

workloads:
  - name: wi-api
    serviceAccount: widemo/wi-demo-sa
    access:
      - {to: vault/widemo-kv/secrets/my-secret, as: Key Vault Secrets User}
      - {to: vault/widemo-old, secrets: [get, list]}
      - {to: configuration/widemo-appcs, as: App Configuration Data Reader}
      - {to: storage/widemostore/containers/data, as: Storage Blob Data Reader}
      - {to: storage/widemostore/queues/jobs, as: Storage Queue Data Contributor}
"""

EMPTY = "aksess: 1\nlocation: westeurope\nresourceGroup: widemo\n"


def resources(azure: LocalAzure) -> dict[str, Any]:
    """Everything in the subscription that whoever applies has made, by ARM id without the subscription."""
    start = f"/subscriptions/{azure.settings.subscription}/resourcegroups/widemo"

    def read(cloud: Any) -> dict[str, Any]:
        below = [each for each in cloud.inventory.below("/subscriptions") if each.id.lower().startswith(start)]
        return {each.id[len(start) :]: each for each in below}

    return azure.on_server(read)


@pytest.fixture
def whole(local_azure: LocalAzure) -> LocalAzure:
    """A local Azure with everything in it that a file can declare."""
    local_azure.apply(WHOLE)
    return local_azure
