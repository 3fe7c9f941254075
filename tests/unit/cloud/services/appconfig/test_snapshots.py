from __future__ import annotations

from tests.unit.cloud.services.appconfig.conftest import Conf, open_store


def test_a_free_store_keeps_snapshots_for_a_week(conf: Conf) -> None:
    """30 days where nothing is asked for, 90 at most; a free store 7 at most."""
    free = open_store(conf.ask, "conf", "free")
    assert 7 * 24 * 3600 == free("PUT", "/snapshots/one", {"filters": [{"key": "*"}]}).json()["retention_period"]
    month = {"filters": [{"key": "*"}], "retention_period": 30 * 24 * 3600}

    assert 400 == free("PUT", "/snapshots/two", month).status


def test_a_snapshot_shows_its_filters_as_they_were_asked(conf: Conf) -> None:
    filters = [{"key": "app/*", "label": None}, {"key": "web", "label": "prod", "tags": ["a=b"]}]
    made = conf("PUT", "/snapshots/one", {"filters": filters, "tags": {"x": "y"}}).json()

    assert (filters, {"x": "y"}, "key", 30 * 24 * 3600) == tuple(
        made[name] for name in ("filters", "tags", "composition_type", "retention_period")
    )
