"""Reads one secret with no secret: what a pod's program looks like, on AKS as here.

    KEYVAULT_URL=https://widemo-kv.vault.azure.net SECRET_NAME=my-secret python quickstart.py

It needs azure-identity and azure-keyvault-secrets, and nothing of aksess.
"""

import os
import sys

from azure.core.exceptions import AzureError
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient


def main() -> int:
    """Print the secret; exit code 1 and what Azure said where that is not to be."""
    client = SecretClient(os.environ["KEYVAULT_URL"], DefaultAzureCredential())
    try:
        secret = client.get_secret(os.environ["SECRET_NAME"])
    except AzureError as error:
        sys.stderr.write(f"{type(error).__name__}: {error.message}\n")
        return 1
    sys.stdout.write(f'{secret.name} = "{secret.value}"\n')
    return 0


if __name__ == "__main__":
    sys.exit(main())
