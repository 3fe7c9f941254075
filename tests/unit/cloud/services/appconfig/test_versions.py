from __future__ import annotations

import pytest

from tests.unit.cloud.services.appconfig.conftest import Conf


@pytest.mark.parametrize("version", ["1.0", "2023-11-01", "2024-09-01", "2022-11-01-preview", "2026-04-01"])
def test_versions_that_clients_name_are_served(conf: Conf, version: str) -> None:
    assert 200 == conf("GET", f"/kv?api-version={version}").status


@pytest.mark.parametrize("version", ["", "2.0", "latest", "1.0.0"])
def test_another_version_or_none_is_refused(conf: Conf, version: str) -> None:
    reply = conf("GET", f"/kv?api-version={version}")

    assert (400, "api-version") == (reply.status, reply.json()["name"])
