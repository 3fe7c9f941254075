"""Stands in for the .NET program of the second article.

It loads App Configuration with Key Vault references by two labels, reaches blob and queue through
``DefaultAzureCredential``, and answers the probes at ``/api/health``.

Settings come from the JSON file that CH_WIDEMO_CONFIG names, or from the environment: AppConfigEndpoint,
AppConfigLabel, SharedAppConfiglabel, KeyVaultName, AadTenantId, BlobEndpoint, QueueEndpoint.
"""

from __future__ import annotations

import json
import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit


def settings() -> dict[str, Any]:
    """Return the program's own settings: the file's, overridden by the environment's."""
    path = os.environ.get("CH_WIDEMO_CONFIG", "")
    kept: dict[str, Any] = json.loads(Path(path).read_text()) if path else {}
    names = (
        "AppConfigEndpoint", "AppConfigLabel", "SharedAppConfiglabel", "KeyVaultName", "AadTenantId", "BlobEndpoint",
        "QueueEndpoint",
    )  # fmt: skip
    return {**kept, **{name: os.environ[name] for name in names if name in os.environ}}


def load(own: dict[str, Any]) -> dict[str, str]:
    """Load App Configuration: all keys with the shared label, then those with the application's label, which win."""
    from azure.appconfiguration.provider import SettingSelector
    from azure.appconfiguration.provider import load as load_configuration
    from azure.identity import DefaultAzureCredential

    credential = DefaultAzureCredential()
    labels = [own.get("SharedAppConfiglabel"), own.get("AppConfigLabel")]
    found = load_configuration(
        endpoint=own["AppConfigEndpoint"],
        credential=credential,
        selects=[SettingSelector(key_filter="*", label_filter=label) for label in labels if label],
        keyvault_credential=credential,
    )
    return {name: str(found[name]) for name in sorted(found)}


def reach_storage(own: dict[str, Any]) -> list[str]:
    """List the containers of the account and peek at its queue, if the settings name them."""
    from azure.identity import DefaultAzureCredential

    lines: list[str] = []
    if own.get("BlobEndpoint"):
        from azure.storage.blob import BlobServiceClient

        client = BlobServiceClient(own["BlobEndpoint"], DefaultAzureCredential())
        lines.append("containers: " + ", ".join(each.name for each in client.list_containers()))
    if own.get("QueueEndpoint"):
        from azure.storage.queue import QueueClient

        queue = QueueClient.from_queue_url(own["QueueEndpoint"], DefaultAzureCredential())
        lines.append(f"messages: {len(queue.peek_messages(5))}")
    return lines


class Health(BaseHTTPRequestHandler):
    """Answers the probes."""

    def do_GET(self) -> None:
        """``/api/health`` is 200, anything else 404."""
        status = 200 if self.path.startswith("/api/health") else 404
        body = b'{"status":"Healthy"}' if status == 200 else b"{}"
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the probes out of the log."""


def main() -> int:
    """Load the configuration, reach the storage account, and serve."""
    own = settings()
    if own.get("AppConfigEndpoint"):
        for name, value in load(own).items():
            sys.stdout.write(f"{name} = {value}\n")
    for line in reach_storage(own):
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
    port = urlsplit(os.environ.get("ASPNETCORE_URLS", "http://+:80").replace("+", "localhost")).port or 80
    ThreadingHTTPServer(("", port), Health).serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main())
