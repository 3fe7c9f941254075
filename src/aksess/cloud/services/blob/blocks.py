"""Block blobs in parts: Put Block, Put Block List, Get Block List."""

from __future__ import annotations

import base64

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.blob import content
from aksess.cloud.services.blob.containers import shelf_of
from aksess.cloud.services.blob.headers import check_body, check_stored_md5, given_headers, written
from aksess.cloud.services.blob.reading import found_blob
from aksess.cloud.services.blob.records import BLOCK, Blob, Block
from aksess.cloud.services.blob.uploads import describe
from aksess.cloud.services.blob.writing import Place, check_overwrite, new_blob, place_of
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.xml_documents import BadMarkup, Element, element, read, write

LONGEST_ID = 64
MOST_BLOCKS = 50_000


def put_block(call: Call) -> Answer:
    """Put Block: keep a block until a list commits it."""
    md5 = check_body(call)
    place = place_of(call)
    if not call.body:
        raise refusal("InvalidHeaderValue", message="A block has at least one byte.")
    stage(call, place, block_id(call, place), call.body)
    return Answer(201, b"", (("content-md5", md5), ("x-ms-request-server-encrypted", "true")))


def stage(call: Call, place: Place, name: str, data: bytes) -> None:
    """Keep bytes as an uncommitted block, in place of the one of the same id."""
    pieces = content.store(call.cloud.store, call.cloud.random_source, data)
    before = place.shelf.stage(place.name, Block(name, pieces, call.now))
    if before is not None:
        content.erase(call.cloud.store, before.pieces)


def put_block_list(call: Call) -> Answer:
    """Put Block List: the blob is the blocks of the list, in its order; blocks in no list are gone."""
    md5 = check_body(call)
    place = place_of(call)
    check_overwrite(call, place.before)
    blob = new_blob(call, place, BLOCK)
    blob.blocks = _chosen(call, place)
    given = given_headers(call)
    check_stored_md5(given.md5)
    blob.headers = given
    describe(call, blob)
    blob.pieces = [piece for block in blob.blocks for piece in block.pieces]
    blob.size = content.size_of(blob.pieces)
    _drop_others(place, blob)
    place.shelf.put(blob)
    return Answer(201, b"", (*written(blob), ("content-md5", md5)))


def get_block_list(call: Call) -> Answer:
    """Get Block List: ``blocklisttype`` is ``committed``, ``uncommitted`` or ``all``."""
    wanted = call.query.get("blocklisttype", "committed").lower()
    if wanted not in ("committed", "uncommitted", "all"):
        raise refusal("InvalidQueryParameterValue", message=f"blocklisttype is {wanted!r}.")
    shelf = shelf_of(call)
    staged = sorted(shelf.staged(call.params["blob"]), key=lambda block: block.staged)
    blob = None if staged and not shelf.get(call.params["blob"]) else found_blob(call, shelf)
    if blob is not None and blob.kind != BLOCK:
        raise refusal("InvalidBlobType")
    lists = []
    if wanted != "uncommitted":
        lists.append(_listed("CommittedBlocks", blob.blocks if blob else []))
    if wanted != "committed":
        lists.append(_listed("UncommittedBlocks", staged))
    return Answer(200, write(element("BlockList", *lists)), tuple(_about(blob)))


def _about(blob: Blob | None) -> list[tuple[str, str]]:
    found = [("content-type", "application/xml"), ("x-ms-blob-content-length", str(blob.size if blob else 0))]
    if blob is not None:
        found += [("etag", blob.etag), ("last-modified", http_date(blob.changed))]
    return found


def _listed(name: str, blocks: list[Block]) -> Element:
    found = [
        element("Block", element("Name", text=block.id), element("Size", text=str(block.size))) for block in blocks
    ]
    return element(name, *found)


def block_id(call: Call, place: Place) -> str:
    """The block id of a request. Raises Fault(400): none, not base64, or of another length than those before it."""
    if place.before is not None and place.before.kind != BLOCK:
        raise refusal("InvalidBlobType")
    text = call.query.get("blockid", "")
    if not text:
        raise refusal("MissingRequiredQueryParameter", message="blockid is wanted.")
    try:
        raw = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise refusal("InvalidBlockId") from error
    if not raw or len(raw) > LONGEST_ID:
        raise refusal("InvalidBlockId", message=f"A block id has 1 to {LONGEST_ID} bytes before base64.")
    known = next(iter(place.shelf.staged(place.name)), None)
    if known is not None and len(known.id) != len(text):
        raise refusal("InvalidBlobOrBlock", message="The ids of a blob's blocks must all have one length.")
    return text


def _chosen(call: Call, place: Place) -> list[Block]:
    committed = {block.id: block for block in (place.before.blocks if place.before else [])}
    staged = {block.id: block for block in place.shelf.staged(place.name)}
    sources = {"Committed": committed, "Uncommitted": staged, "Latest": {**committed, **staged}}
    try:
        root = read(call.body)
    except BadMarkup as error:
        raise refusal("InvalidXmlDocument", message=f"The block list cannot be read: {error}.") from error
    if root.name != "BlockList" or len(root.children) > MOST_BLOCKS:
        raise refusal("InvalidXmlDocument" if root.name != "BlockList" else "BlockCountExceedsLimit")
    found = []
    for each in root.children:
        block = sources.get(each.name, {}).get(each.text.strip())
        if block is None:
            raise refusal("InvalidBlockList")
        found.append(Block(block.id, block.pieces))
    return found


def _drop_others(place: Place, blob: Blob) -> None:
    kept = {piece.id for piece in blob.pieces}
    before = place.before.pieces if place.before else []
    waiting = [piece for block in place.shelf.unstage(place.name) for piece in block.pieces]
    content.erase(place.shelf.store, [piece for piece in (*before, *waiting) if piece.id not in kept])
