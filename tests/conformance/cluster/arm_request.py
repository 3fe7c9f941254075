"""One request to Resource Manager by the operator's variables: ``METHOD PATH [BODY]``; prints status and content."""

import json
import os
import sys

import httpx


def main() -> None:
    """Sign in, ask, print."""
    method, path, body = sys.argv[1:4]
    with httpx.Client(timeout=60) as http:
        form = {
            "grant_type": "client_credentials",
            "client_id": os.environ["ARM_CLIENT_ID"],
            "client_secret": os.environ["ARM_CLIENT_SECRET"],
            "scope": "https://management.azure.com/.default",
        }
        entra = f"https://login.microsoftonline.com/{os.environ['ARM_TENANT_ID']}/oauth2/v2.0/token"
        token = http.post(entra, data=form).raise_for_status().json()["access_token"]
        head = {"Authorization": f"Bearer {token}"}
        reply = http.request(
            method,
            f"https://management.azure.com{path}",
            params={"api-version": "2025-10-01"},
            headers=head,
            json=json.loads(body) if body else None,
        )
        content = reply.json() if reply.content else None
    sys.stdout.write(json.dumps({"status": reply.status_code, "content": content}))


main()
