"""A pod's tokens on disk, kept fresh."""

from pathlib import Path

import pytest

from aksess.clock import FakeClock
from aksess.pods.admission import Projected
from aksess.pods.errors import LocalAzureGone
from aksess.pods.projection import Projection
from aksess.wire.control import Token

HOUR = Projected("/var/run/wi", "token/one", "api://AzureADTokenExchange", 3600)
WEEK = Projected("/var/run/wi", "two", "other", 7 * 86400)


class Cluster:
    """An API server that numbers its tokens."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock = clock
        self.asked: list[str] = []
        self.gone = False
        self.ahead = 0.0

    def request(self, wanted: Projected) -> Token:
        if self.gone:
            raise LocalAzureGone("nobody answers")
        self.asked.append(wanted.audience)
        now = self.clock.now() + self.ahead
        return Token(f"token {len(self.asked)}", now, now + wanted.expiration)


@pytest.fixture
def cluster(clock: FakeClock) -> Cluster:
    """One whose clock a test moves."""
    return Cluster(clock)


def test_a_token_is_where_the_container_looks(tmp_path: Path, cluster: Cluster) -> None:
    Projection([HOUR], tmp_path, cluster.request, cluster.clock).refresh()

    assert "token 1" == (tmp_path / "var/run/wi/token/one").read_text()


@pytest.mark.parametrize(
    ("token", "early", "due"), [(HOUR, 0.8 * 3600 - 1, 0.8 * 3600), (WEEK, 24 * 3600 - 1, 24 * 3600)]
)
def test_a_token_is_replaced_as_the_kubelet_replaces_it(
    tmp_path: Path, cluster: Cluster, token: Projected, early: float, due: float
) -> None:
    """At four fifths of its life, and when it is a day old at the latest."""
    projection = Projection([token], tmp_path, cluster.request, cluster.clock)
    projection.refresh()
    cluster.clock.advance(early)
    before = projection.refresh()
    cluster.clock.advance(due - early)

    assert (False, True) == (before, projection.refresh())
    assert "token 2" == (tmp_path / "var/run/wi" / token.path).read_text()


def test_a_cluster_whose_clock_is_ahead_gets_no_old_token(tmp_path: Path, cluster: Cluster) -> None:
    """Four fifths of a life are over at the same moment on every clock."""
    cluster.ahead = 4000
    projection = Projection([HOUR], tmp_path, cluster.request, cluster.clock)
    projection.refresh()
    cluster.clock.advance(0.8 * 3600)

    assert projection.refresh()


def test_files_of_one_volume_are_replaced_together(tmp_path: Path, cluster: Cluster) -> None:
    """The volume is written whole, as the kubelet does; the younger token is replaced before its time."""
    projection = Projection([HOUR, WEEK], tmp_path, cluster.request, cluster.clock)
    projection.refresh()
    cluster.clock.advance(3000)
    projection.refresh()

    assert ["api://AzureADTokenExchange", "other"] * 2 == cluster.asked


def test_one_token_serves_two_places(tmp_path: Path, cluster: Cluster) -> None:
    """Both profiles of the webhook at once: the same audience, the same token."""
    legacy = Projected("/var/run/tokens", "one", HOUR.audience, HOUR.expiration)
    Projection([HOUR, legacy], tmp_path, cluster.request, cluster.clock).refresh()

    assert 1 == len(cluster.asked)
    assert "token 1" == (tmp_path / "var/run/tokens/one").read_text()


def test_without_a_first_token_the_pod_does_not_start(tmp_path: Path, cluster: Cluster) -> None:
    cluster.gone = True
    projection = Projection([HOUR], tmp_path, cluster.request, cluster.clock)

    with pytest.raises(LocalAzureGone):
        projection.start()
    projection.stop()


def test_a_token_that_cannot_be_replaced_stays(tmp_path: Path, cluster: Cluster) -> None:
    """A pod outlives a restart of its control plane."""
    projection = Projection([HOUR], tmp_path, cluster.request, cluster.clock)
    projection.refresh()
    cluster.clock.advance(3600)
    cluster.gone = True
    with pytest.raises(LocalAzureGone):
        projection.refresh()

    assert "token 1" == (tmp_path / "var/run/wi/token/one").read_text()
