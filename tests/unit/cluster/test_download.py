"""One file over HTTP."""

import hashlib
from pathlib import Path

import httpx
import pytest

from aksess.cluster.download import download
from aksess.cluster.errors import FetchFailed
from tests.unit.cluster.mirrors import serving

CONTENT = b"content " * 100_000


def test_progress_counts_what_was_there_before(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    (tmp_path / "file.part").write_bytes(CONTENT[:1000])
    with serving({"/file": CONTENT}) as mirror, httpx.Client() as client:
        sha256 = hashlib.sha256(CONTENT).hexdigest()
        download(client, f"{mirror.url}/file", sha256, tmp_path / "file", lambda *each: told.append(each))

    assert told[0][0] > 1000
    assert {len(CONTENT)} == {size for _, size in told}
    assert CONTENT == (tmp_path / "file").read_bytes()
    assert not (tmp_path / "file.part").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with (
        serving({"/file": CONTENT}) as mirror,
        httpx.Client() as client,
        pytest.raises(FetchFailed, match=r"file\.part cannot be written"),
    ):
        download(client, f"{mirror.url}/file", "0" * 64, tmp_path / "none" / "file", lambda *_: None)
