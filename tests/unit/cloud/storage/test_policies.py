from __future__ import annotations

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.storage.policies import StoredPolicy, keep, policies_of, read_policies, write_policies

READERS = StoredPolicy("readers", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "rl")


def test_what_is_kept_is_found_again() -> None:
    queue = Resource("/q", "q", "t")
    keep(queue, [READERS, StoredPolicy("empty")])

    assert [READERS, StoredPolicy("empty")] == policies_of(queue)
    assert [] == policies_of(None)


def test_what_is_written_is_read_again() -> None:
    assert [READERS, StoredPolicy("empty")] == read_policies(write_policies([READERS, StoredPolicy("empty")]))


def test_no_body_is_no_policy() -> None:
    assert [] == read_policies(b" ")


@pytest.mark.parametrize(
    "body",
    [
        b"<SignedIdentifiers>",
        b"<Other />",
        b"<SignedIdentifiers><SignedIdentifier /></SignedIdentifiers>",
        write_policies([StoredPolicy(str(number)) for number in range(6)]),
    ],
)
def test_another_shape_or_too_many_are_refused(body: bytes) -> None:
    """Five at most, each with an id."""
    with pytest.raises(Fault) as refused:
        read_policies(body)

    assert "InvalidXmlDocument" == refused.value.code
