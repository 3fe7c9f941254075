"""One request to Azure by the operator's variables: ``METHOD URL BODY``; prints status and content."""

import json
import os
import sys

import httpx


def main() -> None:
    """Sign in, ask, print."""
    method, url, body = sys.argv[1:4]
    host = url.split("/")[2]
    with httpx.Client(timeout=60) as http:
        form = {
            "grant_type": "client_credentials",
            "client_id": os.environ["ARM_CLIENT_ID"],
            "client_secret": os.environ["ARM_CLIENT_SECRET"],
            "scope": f"https://{host}/.default",
        }
        entra = f"https://login.microsoftonline.com/{os.environ['ARM_TENANT_ID']}/oauth2/v2.0/token"
        token = http.post(entra, data=form).raise_for_status().json()["access_token"]
        head = {"Authorization": f"Bearer {token}"}
        reply = http.request(method, url, headers=head, json=json.loads(body) if body else None)
        content = reply.json() if reply.content else None
    sys.stdout.write(json.dumps({"status": reply.status_code, "content": content}))


main()
