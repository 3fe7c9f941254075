"""Submit Blob Batch: many deletions, or many changes of tier, in one request.

Microsoft Learn, "Blob Batch": each part is a request of its own, with a proof of its own, and is answered on its own;
the batch itself is refused where its form is wrong, and then nothing of it is done.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.blob.authz import AUTHORIZATION
from aksess.cloud.storage.address import split
from aksess.cloud.storage.errors import not_implemented, refusal, render_xml
from aksess.cloud.storage.operation import StorageOperation

MOST = 256
Batched = Mapping[tuple[str, str], StorageOperation]


class PartHeaders:
    """The headers of a part. Its version is that of the batch: parts name none."""

    def __init__(self, own: dict[str, str], version: str) -> None:
        self._own = own
        self._version = version

    def get(self, key: str, default: Any = None) -> Any:
        """The header of that name."""
        return self._own.get(key, self._version if key == "x-ms-version" else default)

    def items(self) -> Iterable[tuple[str, str]]:
        """What the part itself says, which is what its signature covers."""
        return self._own.items()


@dataclass(frozen=True, slots=True)
class Part:
    """One request of a batch. id: its ``Content-ID``."""

    id: str
    method: str
    target: str
    headers: dict[str, str]


def submit(call: Call, batched: Batched) -> Answer:
    """Answer Submit Blob Batch. batched: what a part may be, by method and ``comp``. Raises Fault(400)."""
    parts = _parts(call)
    inner = [_inner(call, part) for part in parts]
    kinds = {(each.method, each.query.get("comp", "").lower()) for each in inner}
    if len(kinds) > 1:
        raise refusal("AllBatchSubRequestsShouldBeSameApi")
    container = call.params.get("container")
    if container and any(each.params["container"] != container for each in inner):
        raise refusal("InvalidInput", message=f"Every part of this batch must be for the container {container!r}.")
    operation = batched.get(kinds.pop())
    answers = [_answer(each, operation) for each in inner]
    # The log has one event for all of them: how each ended, and what the first that was refused lacked.
    call.parts = tuple(answer.status for answer in answers)
    call.decision = next((each.decision for each in inner if each.decision), None)
    boundary = f"batchresponse_{call.cloud.random_source.uuid()}"
    body = b"".join(_written(boundary, part.id, answer) for part, answer in zip(parts, answers, strict=True))
    kind = (("content-type", f"multipart/mixed; boundary={boundary}"),)
    return Answer(202, body + f"--{boundary}--\r\n".encode(), kind)


def _answer(inner: Call, operation: StorageOperation | None) -> Answer:
    try:
        if operation is None:
            raise not_implemented(inner, "this operation in a batch")
        AUTHORIZATION.authenticate(inner, operation)
        AUTHORIZATION.authorize(inner, operation)
        answer = operation.run(inner)
    except Fault as fault:
        inner.decision = fault.decision
        return render_xml(inner, fault)
    if not isinstance(answer, Answer):
        raise TypeError(f"{operation.name} has no answer yet: it cannot be a part of a batch")
    return answer


def _inner(call: Call, part: Part) -> Call:
    path, _, query = part.target.partition("?")
    container, name = split(path)
    if not name:
        raise refusal("InvalidInput", message=f"{part.method} {path} is not for a blob.")
    headers = PartHeaders(part.headers, str(call.headers.get("x-ms-version") or ""))
    made = Call(call.cloud, call.origin, part.method, call.host, path, query, headers)
    made.request_id = call.cloud.random_source.uuid()
    made.params = {"container": container, "blob": name}
    return made


def _parts(call: Call) -> list[Part]:
    kind, _, rest = str(call.headers.get("content-type") or "").partition(";")
    boundary = next((each.partition("=")[2].strip('" ') for each in rest.split(";") if "boundary=" in each), "")
    if kind.strip().lower() != "multipart/mixed" or not boundary:
        raise refusal("InvalidHeaderValue", message="Content-Type must be multipart/mixed, with a boundary.")
    text = b"\r\n" + call.body
    pieces = text.split(f"\r\n--{boundary}".encode("latin-1"))
    if len(pieces) < 3 or not pieces[-1].startswith(b"--"):
        raise refusal("InvalidInput", message="The batch has no part, or no end.")
    if len(pieces) - 2 > MOST:
        raise refusal("ExceedsMaxBatchRequestCount")
    return [_part(each.decode("latin-1")) for each in pieces[1:-1]]


def _part(text: str) -> Part:
    about, _, request = text.lstrip("\r\n").partition("\r\n\r\n")
    line, _, rest = request.partition("\r\n")
    words = line.split(" ")
    if len(words) != 3 or not words[1].startswith("/") or not words[2].startswith("HTTP/1."):
        raise refusal("InvalidInput", message=f"{line[:200]!r} does not begin a request.")
    return Part(_fields(about).get("content-id", ""), words[0], words[1], _fields(rest.partition("\r\n\r\n")[0]))


def _fields(text: str) -> dict[str, str]:
    pairs = (line.partition(":") for line in text.split("\r\n") if ":" in line)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def _written(boundary: str, part_id: str, answer: Answer) -> bytes:
    about = [f"--{boundary}", "Content-Type: application/http", *([f"Content-ID: {part_id}"] if part_id else []), ""]
    length = [f"content-length: {len(answer.body)}"] if answer.body else []
    said = [f"HTTP/1.1 {answer.status} {HTTPStatus(answer.status).phrase}"]
    said += [f"{name}: {value}" for name, value in answer.headers]
    # Where there is no body the blank line is the boundary's own: the client for Java takes a second one for a body.
    body = answer.body + b"\r\n" if answer.body else b""
    return "\r\n".join([*about, *said, *length, "", ""]).encode("latin-1") + body
