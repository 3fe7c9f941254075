from __future__ import annotations

from aksess.cloud.services.appconfig.response_headers import http_date, iso_date, sync_token

MOMENT = 1_795_470_467.9


def test_a_moment_in_both_spellings() -> None:
    assert "Mon, 23 Nov 2026 21:47:47 GMT" == http_date(MOMENT)
    assert "2026-11-23T21:47:47+00:00" == iso_date(MOMENT)


def test_a_sync_token_has_an_id_a_value_and_a_number() -> None:
    """``id=value;sn=number``, the value in base64."""
    assert ("sync-token", "aksess0=MDo3;sn=7") == sync_token(7)
