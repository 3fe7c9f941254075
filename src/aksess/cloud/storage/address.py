"""The path of a storage request: container (or queue, share, table) and what is in it."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from aksess.cloud.storage.errors import refusal


def split(path: str) -> tuple[str, str]:
    """``("photos", "2026/a b.jpg")`` of ``/photos/2026/a%20b.jpg``; empty texts where there is nothing.

    Every slash of a blob's name counts, the last one too. Raises Fault(400, InvalidUri): not UTF-8, or a zero in it.
    """
    first, _, rest = path.removeprefix("/").partition("/")
    return _decoded(first), _decoded(rest)


def _decoded(text: str) -> str:
    try:
        name = unquote_to_bytes(text).decode()
    except UnicodeDecodeError as error:
        raise refusal("InvalidUri") from error
    if "\0" in name:
        raise refusal("InvalidUri")
    return name
