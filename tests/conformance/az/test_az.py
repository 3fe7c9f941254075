"""The real Azure CLI, unmodified, as the operator."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aksess.testing import LocalAzure
from tests.conformance.azure_cli import sign_in
from tests.conformance.program import run

FILE = """\
aksess: 1
location: westeurope
resourceGroup: widemo
clusters:
  - name: widemo-aks
vaults:
  - name: widemo-kv
    secrets:
      - {name: my-secret, value: Hello from Key Vault}
configurationStores:
  - name: widemo-appcs
    keys:
      - {key: color, value: blue}
storageAccounts:
  - name: widemostore
    containers: [data]
workloads:
  - name: wi-api
    serviceAccount: widemo/wi-demo-sa
    access:
      - {to: vault/widemo-kv, as: Key Vault Secrets User}
"""
Az = Callable[..., Any]


@pytest.fixture(scope="module")
def azure(aksess_server: Any) -> Any:
    """A local Azure with the file in it."""
    with LocalAzure(aksess_server) as found:
        found.apply(FILE)
        yield found


@pytest.fixture(scope="module")
def az(azure: LocalAzure, tmp_path_factory: pytest.TempPathFactory) -> Az:
    """``az`` signed in as the operator: a command's result, from JSON. Skips where it cannot be had."""
    environment = {**azure.environment(), "AZURE_CORE_COLLECT_TELEMETRY": "no"}
    folder = tmp_path_factory.mktemp("az")
    sign_in(azure, environment, folder)

    def command(*words: str, codes: tuple[int, ...] = (0,), **variables: str) -> Any:
        ran = run(["az", *words, "--output", "json"], folder, {**environment, **variables}, 120)
        assert ran.code in codes, ran.said
        structured = ran.code == 0 and ran.printed.startswith(("[", "{"))
        return json.loads(ran.printed) if structured else ran.said

    return command


def test_the_operator_is_signed_in_to_the_subscription(az: Az, azure: LocalAzure) -> None:
    """``az login --service-principal``, ``az account show``."""
    shown = az("account", "show")

    assert (azure.operator.subscription, azure.operator.tenant) == (shown["id"], shown["tenantId"])
    assert "servicePrincipal" == shown["user"]["type"]


def test_groups_are_made_listed_and_deleted(az: Az) -> None:
    """``az group``."""
    az("group", "create", "--name", "rg-by-az", "--location", "westeurope", "--tags", "a=b")
    names = {each["name"] for each in az("group", "list")}
    assert {"a": "b"} == az("group", "show", "--name", "rg-by-az")["tags"]
    az("group", "delete", "--name", "rg-by-az", "--yes")

    assert {"widemo", "rg-by-az"} <= names
    assert "false" == az("group", "exists", "--name", "rg-by-az").strip()


def test_a_clusters_issuer_is_shown(az: Az) -> None:
    """``az aks show``: where every guide takes the issuer from."""
    query = "oidcIssuerProfile.issuerUrl"
    issuer = az("aks", "show", "--resource-group", "widemo", "--name", "widemo-aks", "--query", query)

    assert issuer.strip().strip('"').startswith("https://westeurope.oic.prod-aks.azure.com/")


def test_federated_credentials_are_listed_and_made(az: Az) -> None:
    """``az identity federated-credential``."""
    identity = ("--resource-group", "widemo", "--identity-name", "wi-api")
    (found,) = az("identity", "federated-credential", "list", *identity)
    made = az(
        *("identity", "federated-credential", "create", *identity, "--name", "by-az", "--issuer", found["issuer"]),
        *("--subject", "system:serviceaccount:widemo:by-az", "--audiences", "api://AzureADTokenExchange"),
    )
    az("identity", "federated-credential", "delete", *identity, "--name", "by-az", "--yes")

    assert "system:serviceaccount:widemo:wi-demo-sa" == found["subject"]
    assert "system:serviceaccount:widemo:by-az" == made["subject"]
    assert 1 == len(az("identity", "federated-credential", "list", *identity))


def test_an_identity_is_made_and_shown(az: Az) -> None:
    """``az identity``."""
    made = az("identity", "create", "--resource-group", "widemo", "--name", "by-az")
    shown = az("identity", "show", "--resource-group", "widemo", "--name", "by-az")
    az("identity", "delete", "--resource-group", "widemo", "--name", "by-az")

    assert made["clientId"] == shown["clientId"]


def test_a_secret_is_shown_and_set(az: Az) -> None:
    """``az keyvault secret``."""
    shown = az("keyvault", "secret", "show", "--vault-name", "widemo-kv", "--name", "my-secret")
    az("keyvault", "secret", "set", "--vault-name", "widemo-kv", "--name", "by-az", "--value", "x")
    listed = {each["name"] for each in az("keyvault", "secret", "list", "--vault-name", "widemo-kv")}

    assert "Hello from Key Vault" == shown["value"]
    assert {"my-secret", "by-az"} == listed


def test_a_deleted_vault_is_listed_and_purged(az: Az) -> None:
    """``az keyvault``. Azure is asked for managed HSMs, too, and says that there are none."""
    az("keyvault", "create", "--resource-group", "widemo", "--name", "by-az-kv", "--location", "westeurope")
    az("keyvault", "delete", "--name", "by-az-kv")
    listed = [each["name"] for each in az("keyvault", "list-deleted")]
    az("keyvault", "purge", "--name", "by-az-kv")

    assert ["by-az-kv"] == listed
    assert [] == az("keyvault", "list-deleted")


def test_grants_are_listed_and_made(az: Az, azure: LocalAzure) -> None:
    """``az role assignment``."""
    vault = az("keyvault", "show", "--name", "widemo-kv")["id"]
    principal = az("identity", "show", "--resource-group", "widemo", "--name", "wi-api")["principalId"]
    whom = ("--assignee-object-id", principal, "--assignee-principal-type", "ServicePrincipal")
    az("role", "assignment", "create", "--role", "Key Vault Reader", "--scope", vault, *whom)
    listed = az("role", "assignment", "list", "--scope", vault)
    az("role", "assignment", "delete", "--role", "Key Vault Reader", "--scope", vault, "--assignee", principal)

    assert {"Key Vault Secrets User", "Key Vault Reader"} <= {
        each["roleDefinitionName"] for each in listed if each["principalId"] == principal
    }
    assert azure.settings.operator_object_id in {
        each["principalId"] for each in az("role", "assignment", "list", "--all")
    }


def test_what_is_not_there_is_said_in_azures_words(az: Az) -> None:
    """Exit code 3 and ResourceGroupNotFound, as against Azure."""
    assert "ResourceGroupNotFound" in az("group", "show", "--name", "nowhere", codes=(3,))


def test_a_login_with_a_wrong_secret_is_refused_by_entra(azure: LocalAzure, az: Az, tmp_path: Path) -> None:
    """AADSTS7000215. Where somebody is signed in already, ``az`` finds a token in its cache and asks nobody."""
    operator = azure.operator
    words = ["login", "--service-principal", "--username", operator.client_id, "--password", "wrong"]

    assert "AADSTS7000215" in az(*words, "--tenant", operator.tenant, codes=(1,), AZURE_CONFIG_DIR=str(tmp_path))
