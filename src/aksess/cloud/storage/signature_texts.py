"""What a shared access signature signs, version by version.

Microsoft Learn, "Create an account SAS", "Create a service SAS", "Create a user delegation SAS", each under
"Specify the signature"; the newest fields as the ``azure-storage-blob`` package signs them. Fields are joined by
line feeds; one that is not given is an empty line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

ENCRYPTION_SCOPE_SINCE = "2020-12-06"
SNAPSHOTS_SINCE = "2018-11-09"
DELEGATION_SINCE = "2018-11-09"
AUTHORIZED_SINCE = "2020-02-10"
DELEGATED_USER_SINCE = "2025-07-05"
OLDEST = "2015-04-05"

_RESPONSE_HEADERS = ("rscc", "rscd", "rsce", "rscl", "rsct")


def account_text(query: Mapping[str, str], account: str) -> str:
    """The text of an account signature; it ends with a line feed."""
    names = ["sp", "ss", "srt", "st", "se", "sip", "spr", "sv"]
    if query.get("sv", "") >= ENCRYPTION_SCOPE_SINCE:
        names.append("ses")
    return "\n".join([account, *_values(query, names)]) + "\n"


def blob_text(query: Mapping[str, str], resource: str) -> str:
    """The text of a service signature for a blob or container. resource: ``/blob/account/container/name``."""
    head = [*_values(query, ["sp", "st", "se"]), resource, *_values(query, ["si", "sip", "spr", "sv"])]
    version = query["sv"]
    snapshots = [query.get("sr", ""), _snapshot(query)] if version >= SNAPSHOTS_SINCE else []
    return "\n".join([*head, *snapshots, *_values(query, [*_scope(version), *_RESPONSE_HEADERS])])


def queue_text(query: Mapping[str, str], resource: str) -> str:
    """The text of a service signature for a queue. resource: ``/queue/account/name``."""
    return "\n".join([*_values(query, ["sp", "st", "se"]), resource, *_values(query, ["si", "sip", "spr", "sv"])])


def delegated_blob_texts(query: Mapping[str, str], resource: str) -> Iterable[str]:
    """The texts of a user delegation signature: newer packages sign two lines more than the version's own."""
    version = query["sv"]
    head = [*_values(query, ["sp", "st", "se"]), resource, *_values(query, _delegation(version))]
    middle = [*_values(query, ["sip", "spr", "sv", "sr"]), _snapshot(query), *_values(query, _scope(version))]
    tail = _values(query, _RESPONSE_HEADERS)
    yield "\n".join([*head, *middle, *tail])
    if version >= DELEGATED_USER_SINCE:
        yield "\n".join([*head, *middle, "", "", *tail])


def delegated_queue_texts(query: Mapping[str, str], resource: str) -> Iterable[str]:
    """The text of a user delegation signature for a queue."""
    names = ["skoid", "sktid", "skt", "ske", "sks", "skv", "skdutid", "sduoid", "sip", "spr", "sv"]
    yield "\n".join([*_values(query, ["sp", "st", "se"]), resource, *_values(query, names)])


def _snapshot(query: Mapping[str, str]) -> str:
    # Signed only where the signature is for one snapshot; one for a container reads all of them.
    return query.get("snapshot", "") if query.get("sr") == "bs" else ""


def _scope(version: str) -> list[str]:
    return ["ses"] if version >= ENCRYPTION_SCOPE_SINCE else []


def _delegation(version: str) -> list[str]:
    names = ["skoid", "sktid", "skt", "ske", "sks", "skv"]
    if version >= AUTHORIZED_SINCE:
        names += ["saoid", "suoid", "scid"]
    if version >= DELEGATED_USER_SINCE:
        names += ["skdutid", "sduoid"]
    return names


def _values(query: Mapping[str, str], names: Iterable[str]) -> list[str]:
    return [query.get(name, "") for name in names]
