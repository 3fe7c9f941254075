"""A pod's program: a secret, a blob, a queue message and a key-value, with whatever identity the pod has.

Usage: python read.py VAULT STORE ACCOUNT
"""

import sys

from azure.appconfiguration import AzureAppConfigurationClient
from azure.core.exceptions import AzureError
from azure.identity import DefaultAzureCredential
from azure.keyvault.secrets import SecretClient
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueServiceClient


def read(vault: str, store: str, account: str) -> None:
    """Print everything."""
    credential = DefaultAzureCredential()
    secrets = SecretClient(f"https://{vault}.vault.azure.net", credential)
    sys.stdout.write(f"secret: {secrets.get_secret('my-secret').value}\n")

    blobs = BlobServiceClient(f"https://{account}.blob.core.windows.net", credential)
    blob = blobs.get_blob_client("data", "greeting.txt")
    sys.stdout.write(f"blob: {blob.download_blob().readall().decode()}\n")

    queue = QueueServiceClient(f"https://{account}.queue.core.windows.net", credential).get_queue_client("jobs")
    message = queue.receive_message()
    assert message is not None
    queue.delete_message(message)
    sys.stdout.write(f"message: {message.content}\n")

    settings = AzureAppConfigurationClient(f"https://{store}.azconfig.io", credential)
    setting = settings.get_configuration_setting("app:color", "dev")
    assert setting is not None
    sys.stdout.write(f"setting: {setting.value}\n")


if __name__ == "__main__":
    try:
        read(*sys.argv[1:])
    except AzureError as error:
        sys.exit(f"{type(error).__name__}: {error}")
