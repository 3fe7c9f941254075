"""A pod's program that puts there what the readers read: a blob, and a message for each of them.

Usage: python write.py ACCOUNT NUMBER
"""

import sys

from azure.identity import DefaultAzureCredential
from azure.storage.blob import BlobServiceClient
from azure.storage.queue import QueueServiceClient


def write(account: str, number: int) -> None:
    """Upload the blob, send that many messages."""
    credential = DefaultAzureCredential()
    blobs = BlobServiceClient(f"https://{account}.blob.core.windows.net", credential)
    blobs.get_blob_client("data", "greeting.txt").upload_blob(b"Hello from a blob", overwrite=True)
    queue = QueueServiceClient(f"https://{account}.queue.core.windows.net", credential).get_queue_client("jobs")
    for _ in range(number):
        queue.send_message("Hello from a queue")


if __name__ == "__main__":
    write(sys.argv[1], int(sys.argv[2]))
