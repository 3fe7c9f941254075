"""Stands in for the quick-start images of Azure Workload Identity: it logs the secret of a vault every minute.

Variables: KEYVAULT_URL (or KEYVAULT_NAME) and SECRET_NAME (Azure/azure-workload-identity, examples/msal-go).
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

# Seconds between two reads, as in the original.
PERIOD = 60.0


def main() -> int:
    """Log the secret until the pod ends. Returns 1 if a variable is missing or the secret cannot be read."""
    from azure.core.exceptions import AzureError
    from azure.identity import DefaultAzureCredential
    from azure.keyvault.secrets import SecretClient

    stopping = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopping.set())
    name = os.environ.get("KEYVAULT_NAME")
    url = os.environ.get("KEYVAULT_URL") or (f"https://{name}.vault.azure.net" if name else "")
    secret_name = os.environ.get("SECRET_NAME", "")
    if not url or not secret_name:
        return _fail("KEYVAULT_URL and SECRET_NAME must be set")
    client = SecretClient(url, DefaultAzureCredential())
    while True:
        try:
            value = client.get_secret(secret_name).value
        except AzureError as error:
            return _fail(f'"failed to get secret" keyvault="{url}" secretName="{secret_name}" err="{error.message}"')
        _log(f'"successfully got secret" secret="{value}"')
        if stopping.wait(PERIOD):
            return 0


def _log(text: str, level: str = "I") -> None:
    # The header of klog, which the original logs with.
    sys.stderr.write(f"{level}{time.strftime('%m%d %H:%M:%S', time.gmtime())}.000000       1 main.go:63] {text}\n")
    sys.stderr.flush()


def _fail(text: str) -> int:
    _log(text, "F")
    return 1


if __name__ == "__main__":
    sys.exit(main())
