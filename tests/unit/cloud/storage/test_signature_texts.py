from __future__ import annotations

import pytest

from aksess.cloud.storage import signature_texts as texts

FIELDS = {"sp": "r", "st": "s", "se": "e", "sip": "i", "spr": "p", "sr": "b", "ses": "scope", "snapshot": "t"}


@pytest.mark.parametrize(
    ("version", "lines"),
    [("2015-04-05", 13), ("2018-11-09", 15), ("2020-12-06", 16), ("2026-02-06", 16)],
)
def test_a_blob_signature_grew_with_its_versions(version: str, lines: int) -> None:
    """Resource and snapshot came with 2018-11-09, the encryption scope with 2020-12-06."""
    text = texts.blob_text({**FIELDS, "sv": version}, "/blob/shop/photos/a")

    assert lines == len(text.split("\n"))


def test_a_snapshot_is_signed_only_where_the_signature_is_for_one() -> None:
    assert "t" not in texts.blob_text({**FIELDS, "sv": "2020-12-06"}, "/x").split("\n")
    assert "t" in texts.blob_text({**FIELDS, "sv": "2020-12-06", "sr": "bs"}, "/x").split("\n")


@pytest.mark.parametrize(("version", "lines"), [("2018-11-09", 20), ("2020-02-10", 23), ("2020-12-06", 24)])
def test_a_user_delegation_signature_grew_too(version: str, lines: int) -> None:
    assert [lines] == [len(text.split("\n")) for text in texts.delegated_blob_texts({**FIELDS, "sv": version}, "/x")]


def test_the_newest_packages_sign_two_lines_more() -> None:
    made = list(texts.delegated_blob_texts({**FIELDS, "sv": "2026-02-06"}, "/x"))

    assert [26, 28] == [len(text.split("\n")) for text in made]


def test_an_account_signature_ends_with_a_line_feed() -> None:
    assert "shop\nr\n\n\ns\ne\ni\np\n2019-02-02\n" == texts.account_text({**FIELDS, "sv": "2019-02-02"}, "shop")
    assert "shop\nr\n\n\ns\ne\ni\np\n2020-12-06\nscope\n" == texts.account_text({**FIELDS, "sv": "2020-12-06"}, "shop")


def test_a_queue_signature_has_no_resource_letter() -> None:
    assert "r\ns\ne\n/queue/shop/jobs\n\ni\np\n2020-12-06" == texts.queue_text(
        {**FIELDS, "sv": "2020-12-06"}, "/queue/shop/jobs"
    )
    (delegated,) = texts.delegated_queue_texts({**FIELDS, "sv": "2026-02-06"}, "/queue/shop/jobs")
    assert 15 == len(delegated.split("\n"))
