from __future__ import annotations

import ssl
from pathlib import Path

import pytest
from aiohttp import connector

from aksess.testing.azure import LocalAzure
from aksess.testing.late_trust import CONTEXT, trust_late


def test_an_sdk_that_was_imported_first_trusts_the_local_azure(local_azure: LocalAzure) -> None:
    """aiohttp made its context when this file was read."""
    context = getattr(connector, CONTEXT)
    assert isinstance(context, ssl.SSLContext)

    with local_azure.inside():
        subjects = [each["subject"] for each in context.get_ca_certs()]

    assert any("aksess" in str(subject).lower() for subject in subjects)


def test_a_file_that_is_no_certificate_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_text("nothing")

    with pytest.raises(ssl.SSLError):
        trust_late(tmp_path / "root.pem")
