"""What the real providers asked, asked again without them: each answer says what made the provider content.

Each file was recorded from a whole life (made, changed in place, imported, destroyed) by
``python -m tests.conformance.terraform.record``; ``as`` is the audience of the token that was shown.
"""

from __future__ import annotations

import json
from email.utils import formatdate
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from azure.core.pipeline import PipelineContext, PipelineRequest
from azure.core.pipeline.transport import HttpRequest
from azure.storage.blob._shared.authentication import SharedKeyCredentialPolicy

from aksess.clock import FakeClock
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.storage.shared_key import sign
from tests.cloud_fixtures import Ask, Reply
from tests.recorded.masks import Bindings, constants
from tests.recorded.recording import Step

HERE = Path(__file__).parent
RECORDINGS = sorted(HERE.glob("*.json"))


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_what_a_provider_asked_is_answered_as_it_was(ask: Ask, clock: FakeClock, recording: Path) -> None:
    """Statuses, the headers that lead on, and every recorded field."""
    bindings = Bindings({name[1:-1]: value for value, name in constants(ask.cloud.settings).items()})
    wrong = []
    for step in json.loads(recording.read_text(encoding="utf-8")):
        clock.advance(0.1)
        reply = _asked(ask, bindings, step)
        found = (
            [f"status {step['status']}: {reply.status} {reply.body[:300]!r}"] if reply.status != step["status"] else []
        )
        found = found or _differences(bindings, step, reply)
        wrong += [f"{bindings.fill(step['do'])}: {each}" for each in found]

    assert "" == "\n".join(wrong[:20])


def _asked(ask: Ask, bindings: Bindings, step: Step) -> Reply:
    method, _, url = bindings.fill(step["do"]).partition(" ")
    headers: dict[str, str] = bindings.fill(step.get("head", {}))
    body = _body(bindings.fill(step["send"]), headers.get("content-type", "")) if "send" in step else b""
    proof: str = bindings.fill(step.get("as", ""))
    if proof == "SharedKey":
        return ask(method, url, body=body, headers=_signed(ask, method, url, headers, body))
    return ask(method, url, body=body, headers=headers, token=ask.operator(proof) if proof else "")


def _body(content: Any, kind: str) -> bytes:
    if kind.startswith("application/x-www-form-urlencoded"):
        return urlencode(content).encode()
    return content.encode() if isinstance(content, str) and "json" not in kind else json.dumps(content).encode()


def _differences(bindings: Bindings, step: Step, reply: Reply) -> list[str]:
    found = bindings.differences(step.get("with", {}), reply.headers, "header ")
    if "got" not in step:
        return found
    if isinstance(step["got"], str):
        return found + bindings.differences(step["got"], reply.body.decode("utf-8", "replace"))
    return found + bindings.differences(step["got"], reply.json())


def _signed(ask: Ask, method: str, url: str, headers: dict[str, str], body: bytes) -> dict[str, str]:
    """The headers as the storage SDK signs them, with the account's first key."""
    account = str(urlsplit(url).hostname).partition(".")[0]
    found = ask.cloud.inventory.named("Microsoft.Storage/storageAccounts", account)
    assert isinstance(found, Resource)
    date = formatdate(ask.cloud.clock.now(), usegmt=True)
    key = found.private["keys"][0]
    if ".table." in url:
        # Tables sign less, and the storage SDK that is here does not speak to them.
        parts = urlsplit(url)
        text = "\n".join([method, "", headers.get("content-type", ""), date, f"/{account}{parts.path}?comp=properties"])
        return {**headers, "x-ms-date": date, "authorization": f"SharedKey {account}:{sign(key, text)}"}
    request = HttpRequest(method, url, headers={**headers, "x-ms-date": date})
    if body:
        request.headers["content-length"] = str(len(body))
    untyped: Any = SharedKeyCredentialPolicy
    untyped(account, key).on_request(PipelineRequest(request, PipelineContext(None)))
    return dict(request.headers)
