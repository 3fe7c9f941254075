"""A pipeline that remembers: what a provider asked and what made it content, one line a request."""

from __future__ import annotations

import json
import re
import threading
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from aksess.cloud.pipeline.call import Answer, Call, ReadBody
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services import every_service
from aksess.cloud.state.settings import Settings
from tests.recorded.masks import KEYS, OPAQUE, Mask, constants

Step = dict[str, Any]

# What a client goes on with; everything else in the head is for people.
HEADERS = ("location", "azure-asyncoperation", "www-authenticate", "x-ms-blob-type", "content-type", "content-md5")
SENT = ("content-type", "range", "if-match", "if-none-match")
# A list in the order of names that are made anew.
UNORDERED = "/roleAssignments"
# Each client's own words for a request.
UNSENT = re.compile(r"x-ms-(date|(return-)?(client|correlation)-request-id)")


class RecordingPipeline(RequestPipeline):
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
    """The calls, masked; a question that was answered the same way the last time is left out."""
    mask = Mask(constants(settings))
    kept: list[Step] = []
    newest: dict[tuple[str, str], Step] = {}
    for call, answer in calls:
        if call.path.endswith(UNORDERED):
            continue
        step = _step(mask, call, answer)
        key = (step["do"], step.get("as", ""))
        asks = call.method in ("GET", "HEAD", "POST") or answer.status >= 400
        if asks and newest.get(key) == step:
            continue
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
    if sent := {name: mask.text(value) for name, value in call.headers.items() if _is_sent(name)}:
        step["head"] = sent
    if call.body:
        step["send"] = _sent(mask, call)
    step["status"] = answer.status
    answered = {name.lower(): value for name, value in answer.headers}
    if found := {name: mask.text(answered[name]) for name in HEADERS if name in answered}:
        step["with"] = found
    if answer.body:
        opaque = OPAQUE | KEYS if call.path.endswith("/listKeys") else OPAQUE
        step["got"] = _content(mask, answered.get("content-type", ""), answer.body, opaque)
    return step


def _is_sent(name: str) -> bool:
    return name in SENT or (name.startswith("x-ms-") and not UNSENT.fullmatch(name))


def _proof(call: Call) -> str:
    """Whose word is given: the audience of a token, or ``SharedKey``."""
    scheme, _, _ = str(call.headers.get("authorization", "")).partition(" ")
    if scheme.lower() != "bearer":
        return scheme
    return str(call.caller.claims["aud"]) if call.is_authenticated else "somebody"


def _sent(mask: Mask, call: Call) -> Any:
    kind = str(call.headers.get("content-type", ""))
    if kind.startswith("application/x-www-form-urlencoded"):
        return {name: mask.text(value) for name, value in parse_qsl(call.body.decode(), keep_blank_values=True)}
    return mask.sent(json.loads(call.body)) if "json" in kind else mask.text(call.body.decode("utf-8", "replace"))


def _content(mask: Mask, kind: str, body: bytes, opaque: frozenset[str] = OPAQUE) -> Any:
    if "json" in kind:
        return mask.content(json.loads(body), opaque)
    return mask.text(body.decode("utf-8", "replace"))
