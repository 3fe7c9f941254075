"""Times as Graph writes and reads them."""

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.graph.timestamps import read, written

MOMENT = 1_760_000_000.0


def test_a_time_is_written_in_utc() -> None:
    assert written(MOMENT) == "2025-10-09T08:53:20Z"


@pytest.mark.parametrize(
    "text", ["2025-10-09T08:53:20Z", "2025-10-09T10:53:20+02:00", "2025-10-09T08:53:20.000Z", "2025-10-09T08:53:20"]
)
def test_every_offset_is_read(text: str) -> None:
    assert read(text) == MOMENT


@pytest.mark.parametrize(
    "text",
    ["", "now", 7, None, "2025-13-01T00:00:00Z", "2025-10-09T25:00:00Z", [], "0001-01-01T00:00+23:59",
     "9999-12-31T23:59:59-00:01"]
)  # fmt: skip
def test_what_is_no_time_is_refused(text: object) -> None:
    with pytest.raises(Fault, match="DateTimeOffset"):
        read(text)
