"""Serving the API server's authorization webhook."""

import asyncio
import json
import ssl
from pathlib import Path
from typing import Any

import pytest

from aksess.cluster.authorizer import AuthorizerServer, Decide
from aksess.cluster.azure_rbac import OBJECT_ID
from aksess.cluster.http_client import Connection, Reply, Unanswered
from aksess.cluster.pki import Pki
from aksess.pods.errors import LocalAzureGone
from aksess.wire.cluster import AccessQuestion
from tests.unit.cluster.plans import plan, signer

REVIEW = {
    "apiVersion": "authorization.k8s.io/v1",
    "spec": {"extra": {OBJECT_ID: ["oid"]}, "resourceAttributes": {"verb": "get", "resource": "pods"}},
}


def asked(folder: Path, decide: Decide, content: Any, client: str = "kubelet-client") -> Reply:
    async def scenario() -> Reply:
        pki = Pki(folder)
        pki.write(plan(), signer())
        server = AuthorizerServer(pki, decide)
        await server.start()
        context = ssl.create_default_context(cafile=str(pki.authority))
        if client:
            context.load_cert_chain(pki.certificate(client), pki.key(client))
        reader, writer = await asyncio.open_connection(
            "127.0.0.1", server.port, ssl=context, server_hostname="127.0.0.1"
        )
        connection = Connection(reader, writer, "127.0.0.1")
        try:
            return await connection.ask("POST", "/", {}, json.dumps(content).encode())
        finally:
            connection.close()
            await server.stop()

    return asyncio.run(scenario())


@pytest.mark.parametrize("allowed", [True, False])
def test_azure_is_asked_and_its_verdict_answered(tmp_path: Path, allowed: bool) -> None:
    seen: list[AccessQuestion] = []

    def decide(question: AccessQuestion) -> bool:
        seen.append(question)
        return allowed

    reply = asked(tmp_path, decide, REVIEW)

    assert allowed is json.loads(reply.body)["status"]["allowed"]
    assert [AccessQuestion("oid", "Microsoft.ContainerService/managedClusters/pods/read")] == seen


def test_a_local_azure_that_does_not_answer_allows_nothing(tmp_path: Path) -> None:
    def decide(question: AccessQuestion) -> bool:
        raise LocalAzureGone("gone")

    assert not json.loads(asked(tmp_path, decide, REVIEW).body)["status"]["allowed"]


def test_what_is_no_review_is_refused(tmp_path: Path) -> None:
    assert 400 == asked(tmp_path, lambda _: True, {"kind": "Pod"}).status


def test_a_client_without_a_certificate_of_the_cluster_is_not_answered(tmp_path: Path) -> None:
    """Every program of this machine can connect to loopback."""
    with pytest.raises((Unanswered, OSError)):
        asked(tmp_path, lambda _: True, REVIEW, client="")
