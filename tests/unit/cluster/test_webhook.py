"""Serving the built-in webhook."""

import asyncio
import json
import ssl
from pathlib import Path
from typing import Any

import pytest

from aksess.cluster.admission import settings_for
from aksess.cluster.http_client import Connection, Reply
from aksess.cluster.http_server import Request, Response
from aksess.cluster.pki import WEBHOOK_NAME, Pki
from aksess.cluster.webhook import WebhookServer
from tests.unit.cluster.api_servers import answer, refusal, serving
from tests.unit.cluster.plans import plan, signer

ACCOUNT = {"metadata": {"name": "sa", "annotations": {"azure.workload.identity/client-id": "11111111"}}}


def asked(folder: Path, target: str, content: Any) -> tuple[Reply, list[str]]:
    """One request to the webhook, as the API server sends it: over TLS, by the name of its Service."""
    read: list[str] = []

    async def api(request: Request) -> Response:
        read.append(request.path)
        found = request.path.endswith("/sa")
        return answer(200, ACCOUNT) if found else refusal(404, "NotFound", "not found")

    async def scenario() -> Reply:
        async with serving(api) as client:
            pki = Pki(folder)
            pki.write(plan(), signer())
            server = WebhookServer(folder / "webhook", pki, settings_for("tenant", "1.37.2"), client)
            await server.start()
            context = ssl.create_default_context(cafile=str(pki.authority))
            reader, writer = await asyncio.open_unix_connection(
                folder / "webhook", ssl=context, server_hostname=WEBHOOK_NAME
            )
            connection = Connection(reader, writer, WEBHOOK_NAME)
            reply = await connection.ask("POST", target, {}, json.dumps(content).encode())
            connection.close()
            await server.stop()
            return reply

    return asyncio.run(scenario()), read


def sent(account: str) -> dict[str, Any]:
    spec = {"serviceAccountName": account, "containers": [{"name": "a", "image": "i"}]}
    pod = {"metadata": {"name": "p"}, "spec": spec}
    return {"apiVersion": "admission.k8s.io/v1", "request": {"uid": "1", "namespace": "widemo", "object": pod}}


@pytest.mark.parametrize(("account", "allowed"), [("sa", True), ("other", False)])
def test_the_service_account_is_read_when_a_pod_is_admitted(tmp_path: Path, account: str, allowed: bool) -> None:
    reply, read = asked(tmp_path, "/mutate-v1-pod?timeout=10s", sent(account))

    assert 200 == reply.status
    assert allowed is json.loads(reply.body)["response"]["allowed"]
    assert [f"/api/v1/namespaces/widemo/serviceaccounts/{account}"] == read


def test_another_path_and_another_body_are_refused(tmp_path: Path) -> None:
    assert 404 == asked(tmp_path, "/", sent("sa"))[0].status
    assert 400 == asked(tmp_path, "/mutate-v1-pod", {"kind": "Pod"})[0].status
