"""Files that hold keys."""

from pathlib import Path

from aksess.cluster.private_files import write_private


def test_only_the_owner_reads_it_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = write_private(tmp_path / "key", "one")
    write_private(path, b"two")

    assert "two" == path.read_text()
    assert 0o600 == path.stat().st_mode & 0o777
    assert [path] == list(tmp_path.iterdir())
