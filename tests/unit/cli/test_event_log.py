"""The events of a local Azure, read back."""

import json
from pathlib import Path

from aksess.cli.event_log import read

EVENT = {"time": 0, "status": 401, "decision": {"found": "a\u2028b\x85c"}}


def test_a_line_ends_where_it_was_ended(tmp_path: Path) -> None:
    """Whoever presents a token chooses what is in it, and JSON lets most of that stand."""
    written = json.dumps(EVENT, ensure_ascii=False).encode()
    (tmp_path / "events.jsonl").write_bytes(written + b"\n" + written + b"\n")

    assert [EVENT, EVENT] == [json.loads(line) for line in read(str(tmp_path), follow=False)]
