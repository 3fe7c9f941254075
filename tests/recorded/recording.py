"""A gate that remembers: what a provider asked and what made it content, one line a request."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aksess.cloud.call import Answer, Call
from aksess.cloud.gate import Gate, ReadBody
from aksess.cloud.services import every_service
from aksess.cloud.settings import Settings
from tests.recorded.masks import Mask, constants

Step = dict[str, Any]

# What a client goes on with; everything else in the head is for people.
HEADERS = ("location", "azure-asyncoperation", "www-authenticate", "x-ms-blob-type", "content-type", "content-md5")
SENT = ("content-type", "x-ms-blob-type", "x-ms-version", "x-ms-blob-content-type", "x-ms-lease-id", "x-ms-meta-round")


class RecordingGate(Gate):
    """Every service, and a note of each request and its answer, in the order of the answers."""

    def __init__(self) -> None:
        super().__init__(every_service())
        self.calls: list[tuple[Call, Answer]] = []
        self._lock = threading.Lock()

    async def handle(self, call: Call, read_body: ReadBody) -> Answer:
        """Answer as ever."""
        answer = await super().handle(call, read_body)
        with self._lock:
            self.calls.append((call, answer))
        return answer


def steps(calls: list[tuple[Call, Answer]], settings: Settings) -> list[Step]:
    """The calls, masked; a question that was answered the same way just before is left out."""
    mask = Mask(constants(settings))
    kept: list[Step] = []
    newest: dict[tuple[str, str], Step] = {}
    for call, answer in calls:
        step = _step(mask, call, answer)
        key = (step["do"], step.get("as", ""))
        if call.method in ("GET", "HEAD") and newest.get(key) == step:
            continue
        if call.method not in ("GET", "HEAD"):
            newest.clear()
        newest[key] = step
        kept.append(step)
    return kept


def save(path: Path, recorded: list[Step]) -> None:
    """Write a recording: one line a request, so that a change of one is a change of one line."""
    lines = ",\n".join(json.dumps(step, ensure_ascii=False, separators=(",", ":")) for step in recorded)
    path.write_text(f"[\n{lines}\n]\n", encoding="utf-8")


def _step(mask: Mask, call: Call, answer: Answer) -> Step:
    query = f"?{call.query_string}" if call.query_string else ""
    step: Step = {"do": f"{call.method} {mask.text(f'https://{call.host}{call.path}{query}')}"}
    if proof := _proof(call):
        step["as"] = mask.text(proof)
    if sent := {name: mask.text(value) for name in SENT if (value := call.headers.get(name))}:
        step["head"] = sent
    if call.body:
        step["send"] = _sent(mask, call)
    step["status"] = answer.status
    answered = {name.lower(): value for name, value in answer.headers}
    if found := {name: mask.text(answered[name]) for name in HEADERS if name in answered}:
        step["with"] = found
    if answer.body:
        step["got"] = _content(mask, answered.get("content-type", ""), answer.body)
    return step


def _proof(call: Call) -> str:
    """Whose word is given: the audience of a token, or ``SharedKey``."""
    scheme, _, _ = str(call.headers.get("authorization", "")).partition(" ")
    if scheme.lower() != "bearer":
        return scheme
    return str(call.caller.claims["aud"]) if call.caller else "somebody"


def _sent(mask: Mask, call: Call) -> Any:
    kind = str(call.headers.get("content-type", ""))
    if kind.startswith("application/x-www-form-urlencoded"):
        return {name: mask.text(value) for name, value in parse_qsl(call.body.decode(), keep_blank_values=True)}
    return _content(mask, kind, call.body)


def _content(mask: Mask, kind: str, body: bytes) -> Any:
    if "json" in kind:
        return mask.content(json.loads(body))
    return mask.text(body.decode("utf-8", "replace"))
