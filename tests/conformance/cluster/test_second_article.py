"""The second article's Kubernetes objects as it writes them, with `kubectl apply`, and its program at work."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from aksess.clock import SystemClock
from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.objects import USE, account, namespace
from tests.conformance.cluster.test_services import page
from tests.conformance.cluster.test_story import client_id

DECLARED = """\
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
      - {key: color, value: green, label: shared}
      - {key: color, value: blue, label: wi-api}
      - {key: shape, value: round, label: shared}
      - {key: secret, secret: widemo-kv/my-secret, label: shared}
storageAccounts:
  - name: widemostore
    containers: [data]
    queues: [jobs]
workloads:
  - name: wi-api
    serviceAccount: widemo/wi-demo-sa
    access:
      - {to: vault/widemo-kv, as: Key Vault Secrets User}
      - {to: configuration/widemo-appcs, as: App Configuration Data Reader}
      - {to: storage/widemostore, as: [Storage Blob Data Reader, Storage Queue Data Contributor]}
"""
CONFIG = {
    "AppConfigEndpoint": "https://widemo-appcs.azconfig.io",
    "AppConfigLabel": "wi-api",
    "SharedAppConfiglabel": "shared",
    "KeyVaultName": "widemo-kv",
    "BlobEndpoint": "https://widemostore.blob.core.windows.net",
    "QueueEndpoint": "https://widemostore.queue.core.windows.net/jobs",
}
PATIENCE = 90.0
PRIORITY = "widemo-highest-priority-linux"
Json = dict[str, Any]


def probe(period: int, **more: Any) -> Json:
    check = {"path": "/api/health", "port": "container-port", "scheme": "HTTP"}
    times = {"failureThreshold": 30, "periodSeconds": period, "timeoutSeconds": 10}
    return {"httpGet": check, "initialDelaySeconds": 1, **times, **more}


def container() -> Json:
    return {
        "name": "wi-api",
        "image": "aksess/wi-api",
        "imagePullPolicy": "Always",
        "lifecycle": {"preStop": {"exec": {"command": ["sleep", "1"]}}},
        "ports": [{"name": "container-port", "containerPort": 80, "protocol": "TCP"}],
        "startupProbe": probe(10, terminationGracePeriodSeconds=30),
        "readinessProbe": probe(20),
        "livenessProbe": probe(40, terminationGracePeriodSeconds=60),
        "env": [
            {"name": "ASPNETCORE_URLS", "value": "http://+:80"},
            {"name": "ASPNETCORE_ENVIRONMENT", "value": "Development"},
            {"name": "CH_WIDEMO_CONFIG", "value": "/etc/config/config_dev-euw-001.json"},
        ],
        "resources": {"limits": {"memory": "1Gi"}, "requests": {"memory": "1Gi", "cpu": "500m"}},
        "volumeMounts": [{"name": "config-volume", "mountPath": "/etc/config"}],
    }


def deployment() -> Json:
    labels = {"app": "wi-api", "service": "wi-api", USE: "true"}
    options = [("ndots", "2"), ("timeout", "15"), ("attempts", "3"), ("use-vc", ""), ("single-request-reopen", "")]
    named = [{"name": name, **({"value": value} if value else {})} for name, value in options]
    pod = {
        "serviceAccountName": "wi-demo-sa",
        "nodeSelector": {"kubernetes.io/os": "linux"},
        "priorityClassName": PRIORITY,
        "dnsConfig": {"options": named},
        "terminationGracePeriodSeconds": 90,
        "containers": [container()],
        "volumes": [{"name": "config-volume", "configMap": {"name": "widemo-configmap"}}],
    }
    rolling = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": "50%", "maxUnavailable": "25%"}}
    spec = {
        "replicas": 1,
        "minReadySeconds": 0,
        "strategy": rolling,
        "selector": {"matchLabels": {"app": "wi-api"}},
        "template": {"metadata": {"labels": labels}, "spec": pod},
    }
    return {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": meta("wi-api"), "spec": spec}


def meta(name: str, **annotations: str) -> Json:
    return {"name": name, "namespace": "widemo", "annotations": annotations}


def around() -> list[Json]:
    """What stands beside the Deployment."""
    config = {"config_dev-euw-001.json": json.dumps(CONFIG)}
    service = {"type": "ClusterIP", "selector": {"app": "wi-api"}, "ports": [{"port": 8091, "targetPort": 80}]}
    backend = {"service": {"name": "wi-api-clusterip", "port": {"number": 8091}}}
    path = {"path": "/*", "pathType": "Prefix", "backend": backend}
    ingress = {"ingressClassName": "azure-application-gateway", "rules": [{"http": {"paths": [path]}}]}
    annotated = meta("wi-api", **{"appgw.ingress.kubernetes.io/request-timeout": "60"})
    priority = {"metadata": {"name": PRIORITY}, "value": 1_000_000, "globalDefault": False}
    return [
        {"apiVersion": "scheduling.k8s.io/v1", "kind": "PriorityClass", **priority},
        {"apiVersion": "v1", "kind": "ConfigMap", "metadata": meta("widemo-configmap"), "data": config},
        {"apiVersion": "v1", "kind": "Service", "metadata": meta("wi-api-clusterip"), "spec": service},
        {"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": annotated, "spec": ingress},
    ]


@pytest.fixture(scope="module")
def applied(programs: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Azure]:
    """All of it, rolled out."""
    azure = Azure.at(tmp_path_factory.mktemp("second"), programs)
    try:
        azure.up(DECLARED)
        cluster = azure.clusters()[0]["id"]
        body = azure.arm("GET", cluster)["content"]
        body["properties"]["addonProfiles"] = {"ingressApplicationGateway": {"enabled": True, "config": {}}}
        assert azure.arm("PUT", cluster, body)["status"] in (200, 201)
        objects = [namespace("widemo"), account("wi-demo-sa", "widemo", client_id(azure)), *around(), deployment()]
        made = azure.apply(*objects)
        assert 0 == made.code, made.said
        azure.kubectl("rollout", "status", "deployment/wi-api", "-n", "widemo", f"--timeout={PATIENCE:.0f}s")
        yield azure
    finally:
        azure.leave()


def test_the_program_loads_its_configuration_and_reaches_storage(applied: Azure) -> None:
    """App Configuration by two labels, a Key Vault reference, blob and queue: no secret anywhere."""
    log = applied.kubectl("logs", "-n", "widemo", "deployment/wi-api")

    assert {"color = blue", "shape = round", "secret = Hello from Key Vault"} <= set(log.splitlines())
    assert "containers: data" in log
    assert "messages: 0" in log


def test_the_resolver_of_the_pod_has_the_options(applied: Azure) -> None:
    """`dnsConfig`."""
    resolver = applied.kubectl("exec", "-n", "widemo", "deployment/wi-api", "--", "cat", "/etc/resolv.conf")

    assert all(option in resolver for option in ("ndots:2", "timeout:15", "attempts:3", "use-vc"))
    assert "widemo.svc.cluster.local" in resolver


@pytest.mark.skipif(os.getuid() != 0, reason="port 80 needs root: the gateway answers at 8080, which an event says")
def test_the_program_answers_through_the_ingress(applied: Azure) -> None:
    """Class `azure-application-gateway`, path `/*`."""
    until = SystemClock().monotonic() + PATIENCE
    ready: list[Json] = []
    while not ready and SystemClock().monotonic() < until:
        status = applied.get("ingress", "wi-api", "-n", "widemo")["status"]
        ready = status.get("loadBalancer", {}).get("ingress") or []

    assert (200, '{"status":"Healthy"}') == page(f"http://{ready[0]['ip']}/api/health")
