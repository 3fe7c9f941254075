"""Services of a cluster from this machine: LoadBalancer and the Ingress class of the second article."""

from __future__ import annotations

import os
import sys
import urllib.error
import urllib.request
from typing import Any

import pytest

from aksess.clock import SystemClock
from tests.conformance.cluster.azure import Azure
from tests.conformance.cluster.objects import namespace

PATIENCE = 60.0
SERVER = [sys.executable, "-m", "http.server", "8080"]
METADATA = {"name": "wi-api", "namespace": "widemo"}


@pytest.fixture(scope="module", autouse=True)
def _program(azure: Azure) -> None:
    """Two pods of a web server behind a Service that is a load balancer, too; the add-on of the gateway is on."""
    cluster = azure.clusters()[0]["id"]
    body = azure.arm("GET", cluster)["content"]
    body["properties"]["addonProfiles"] = {"ingressApplicationGateway": {"enabled": True, "config": {}}}
    assert azure.arm("PUT", cluster, body)["status"] in (200, 201)
    probe = {"httpGet": {"path": "/", "port": 8080}, "periodSeconds": 1}
    container = {"name": "web", "image": "busybox", "command": SERVER, "readinessProbe": probe}
    template = {
        "metadata": {"labels": {"app": "wi-api"}},
        "spec": {"containers": [container], "terminationGracePeriodSeconds": 1},
    }
    spec = {"replicas": 2, "selector": {"matchLabels": {"app": "wi-api"}}, "template": template}
    ports = [{"name": "http", "port": 8091, "targetPort": 8080}]
    service = {"type": "LoadBalancer", "selector": {"app": "wi-api"}, "ports": ports}
    made = azure.apply(
        namespace("widemo"),
        {"apiVersion": "apps/v1", "kind": "Deployment", "metadata": METADATA, "spec": spec},
        {"apiVersion": "v1", "kind": "Service", "metadata": METADATA, "spec": service},
    )
    assert 0 == made.code, made.said
    azure.kubectl("rollout", "status", "deployment/wi-api", "-n", "widemo", "--timeout=60s")


def address(azure: Azure, kind: str) -> str:
    """What the status says."""
    until = SystemClock().monotonic() + PATIENCE
    while SystemClock().monotonic() < until:
        found = azure.get(kind, "wi-api", "-n", "widemo")["status"].get("loadBalancer", {}).get("ingress")
        if found:
            return str(found[0]["ip"])
    raise AssertionError(azure.kubectl("describe", kind, "wi-api", "-n", "widemo"))


def page(url: str, host: str = "") -> tuple[int, str]:
    asked = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(asked, timeout=10) as reply:
            return reply.status, reply.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_a_load_balancer_answers_at_its_address_and_port(azure: Azure) -> None:
    """Outside of `aksess run`, as a public address of Azure's would."""
    status, text = page(f"http://{address(azure, 'service')}:8091/")

    assert 200 == status
    assert "Directory listing" in text


@pytest.mark.skipif(os.getuid() != 0, reason="port 80 needs root: the gateway answers at 8080, which an event says")
def test_an_ingress_of_the_application_gateway_leads_to_the_service(azure: Azure) -> None:
    """The second article's: path `/*` with pathType Prefix."""
    path = {"path": "/*", "pathType": "Prefix", "backend": {"service": {"name": "wi-api", "port": {"number": 8091}}}}
    spec: dict[str, Any] = {
        "ingressClassName": "azure-application-gateway",
        "rules": [{"host": "wi-api.test", "http": {"paths": [path]}}],
    }
    annotations = {"appgw.ingress.kubernetes.io/backend-path-prefix": "/"}
    metadata = {**METADATA, "annotations": annotations}
    made = azure.apply({"apiVersion": "networking.k8s.io/v1", "kind": "Ingress", "metadata": metadata, "spec": spec})
    assert 0 == made.code, made.said
    front = f"http://{address(azure, 'ingress')}"

    assert 200 == page(f"{front}/", "wi-api.test")[0]
    assert 404 == page(f"{front}/", "other.test")[0]
    assert "azure-application-gateway" in azure.kubectl("get", "ingressclass")
