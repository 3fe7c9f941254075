from __future__ import annotations

import pytest

from tests.storage_scene import code
from tests.unit.cloud.services.blob.conftest import Photos

ONE = "11111111-1111-1111-1111-111111111111"
TWO = "22222222-2222-2222-2222-222222222222"


def lease(photos: Photos, action: str, path: str = "/a?comp=lease", **headers: str) -> tuple[int, str]:
    """Status, and the code or the lease's id or the seconds that are left."""
    reply = photos("PUT", path, x_ms_lease_action=action, **headers)
    found = reply.headers
    return reply.status, found.get("x-ms-error-code") or found.get("x-ms-lease-id") or found.get("x-ms-lease-time", "")


def acquire(photos: Photos, seconds: int = 15, lease_id: str = ONE) -> tuple[int, str]:
    return lease(photos, "acquire", x_ms_lease_duration=str(seconds), x_ms_proposed_lease_id=lease_id)


@pytest.fixture
def blob(photos: Photos) -> Photos:
    """The container with the blob ``a``."""
    photos.put("a")
    return photos


def test_a_lease_keeps_others_from_writing_and_lets_them_read(blob: Photos) -> None:
    assert (201, ONE) == acquire(blob)
    head = blob("HEAD", "/a").headers

    assert ("locked", "leased", "fixed") == (
        head["x-ms-lease-status"], head["x-ms-lease-state"], head["x-ms-lease-duration"],
    )  # fmt: skip
    assert "x-ms-lease-id" not in head
    for method, path in (("PUT", "/a"), ("PUT", "/a?comp=metadata"), ("DELETE", "/a")):
        assert "LeaseIdMissing" == code(blob(method, path, x_ms_blob_type="BlockBlob"))
        assert "LeaseIdMismatchWithBlobOperation" == code(
            blob(method, path, x_ms_blob_type="BlockBlob", x_ms_lease_id=TWO)
        )
    assert 200 == blob("GET", "/a").status


def test_the_holder_writes_and_keeps_the_lease(blob: Photos) -> None:
    acquire(blob)
    blob.put("a", b"new", x_ms_lease_id=ONE)

    assert "leased" == blob("HEAD", "/a").headers["x-ms-lease-state"]


def test_the_life_of_a_state_file_of_terraform(blob: Photos) -> None:
    """Its backend takes a lease for ever, writes under it, marks the blob, and gives the lease back."""
    assert (201, ONE) == acquire(blob, -1)
    assert (409, "LeaseAlreadyPresent") == acquire(blob, -1, TWO)
    assert 200 == blob("PUT", "/a?comp=metadata", x_ms_lease_id=ONE, x_ms_meta_terraformlockid="e30=").status
    blob.wait(100_000)
    assert "infinite" == blob("HEAD", "/a").headers["x-ms-lease-duration"]
    blob.put("a", b"state", x_ms_lease_id=ONE)
    assert (200, "") == lease(blob, "release", x_ms_lease_id=ONE)

    assert "available" == blob("HEAD", "/a").headers["x-ms-lease-state"]
    assert (201, TWO) == acquire(blob, -1, TWO)


def test_a_lease_runs_out_and_can_be_renewed(blob: Photos) -> None:
    acquire(blob, 15)
    blob.wait(10)
    assert (200, ONE) == lease(blob, "renew", x_ms_lease_id=ONE)
    blob.wait(10)
    assert "leased" == blob("HEAD", "/a").headers["x-ms-lease-state"]
    blob.wait(6)
    head = blob("HEAD", "/a").headers

    assert ("unlocked", "expired") == (head["x-ms-lease-status"], head["x-ms-lease-state"])
    assert "LeaseLost" == code(blob("PUT", "/a?comp=metadata", x_ms_lease_id=ONE))
    assert (200, ONE) == lease(blob, "renew", x_ms_lease_id=ONE)


def test_a_write_after_the_end_forgets_the_lease(blob: Photos) -> None:
    acquire(blob, 15)
    blob.wait(16)
    blob.put("a", b"new")

    assert (409, "LeaseNotPresentWithLeaseOperation") == lease(blob, "renew", x_ms_lease_id=ONE)


def test_a_lease_can_change_hands(blob: Photos) -> None:
    acquire(blob)

    assert (200, TWO) == lease(blob, "change", x_ms_lease_id=ONE, x_ms_proposed_lease_id=TWO)
    assert (409, "LeaseIdMismatchWithLeaseOperation") == lease(blob, "release", x_ms_lease_id=ONE)
    assert (200, "") == lease(blob, "release", x_ms_lease_id=TWO)


@pytest.mark.parametrize(
    ("duration", "period", "left"),
    [(60, "", "60"), (60, "10", "10"), (15, "40", "15"), (-1, "", "0"), (-1, "20", "20"), (60, "0", "0")],
)
def test_a_lease_is_broken_after_what_is_left_of_it(blob: Photos, duration: int, period: str, left: str) -> None:
    acquire(blob, duration)
    given = {"x_ms_lease_break_period": period} if period else {}

    assert (202, left) == lease(blob, "break", **given)
    if left == "0":
        assert "broken" == blob("HEAD", "/a").headers["x-ms-lease-state"]
        assert (409, "LeaseIsBrokenAndCannotBeRenewed") == lease(blob, "renew", x_ms_lease_id=ONE)
    else:
        assert (409, "LeaseIsBreakingAndCannotBeAcquired") == acquire(blob)
        assert (409, "LeaseIsBreakingAndCannotBeChanged") == lease(
            blob, "change", x_ms_lease_id=ONE, x_ms_proposed_lease_id=TWO
        )
        blob.wait(int(left))
    assert (201, TWO) == acquire(blob, 15, TWO)


def test_a_second_break_does_not_last_longer(blob: Photos) -> None:
    acquire(blob, -1)
    lease(blob, "break", x_ms_lease_break_period="10")

    assert (202, "10") == lease(blob, "break", x_ms_lease_break_period="60")
    assert (202, "5") == lease(blob, "break", x_ms_lease_break_period="5")


@pytest.mark.parametrize(
    ("headers", "refused"),
    [
        ({"x_ms_lease_action": "steal"}, "InvalidHeaderValue"),
        ({"x_ms_lease_action": "acquire"}, "MissingRequiredHeader"),
        ({"x_ms_lease_action": "acquire", "x_ms_lease_duration": "5"}, "InvalidHeaderValue"),
        ({"x_ms_lease_action": "acquire", "x_ms_lease_duration": "61"}, "InvalidHeaderValue"),
        ({"x_ms_lease_action": "acquire", "x_ms_lease_duration": "x"}, "InvalidHeaderValue"),
        ({"x_ms_lease_action": "renew"}, "MissingRequiredHeader"),
        ({"x_ms_lease_action": "renew", "x_ms_lease_id": "mine"}, "InvalidHeaderValue"),
        ({"x_ms_lease_action": "renew", "x_ms_lease_id": ONE}, "LeaseNotPresentWithLeaseOperation"),
        ({"x_ms_lease_action": "break"}, "LeaseNotPresentWithLeaseOperation"),
        ({"x_ms_lease_action": "release", "x_ms_lease_id": ONE}, "LeaseNotPresentWithLeaseOperation"),
    ],
)
def test_what_cannot_be_done_with_a_lease(blob: Photos, headers: dict[str, str], refused: str) -> None:
    assert refused == code(blob("PUT", "/a?comp=lease", **headers))


def test_a_lease_id_where_there_is_no_lease_is_refused(blob: Photos) -> None:
    assert "LeaseNotPresentWithBlobOperation" == code(blob("PUT", "/a?comp=metadata", x_ms_lease_id=ONE))
    assert "LeaseNotPresentWithBlobOperation" == code(blob("GET", "/a", x_ms_lease_id=ONE))


def test_a_lease_on_a_container_keeps_it_from_deletion(photos: Photos) -> None:
    path = "?restype=container&comp=lease"
    assert (201, ONE) == lease(photos, "acquire", path, x_ms_lease_duration="-1", x_ms_proposed_lease_id=ONE)
    photos.put("a")

    assert "LeaseIdMissing" == code(photos("DELETE", "?restype=container"))
    assert "locked" == photos("GET", "?restype=container").headers["x-ms-lease-status"]
    assert 202 == photos("DELETE", "?restype=container", x_ms_lease_id=ONE).status
