"""RandomSource, handed in."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable

import pytest

from aksess.random_source import RandomSource, SeededRandomSource, SystemRandomSource


@pytest.fixture(params=[SystemRandomSource, SeededRandomSource])
def random_source(request: pytest.FixtureRequest) -> RandomSource:
    """Both kinds: they keep one contract."""
    make: Callable[[], RandomSource] = request.param
    return make()


def test_a_uuid_is_of_version_4_in_its_usual_spelling(random_source: RandomSource) -> None:
    """Lower case, hyphens, RFC 9562's variant."""
    text = random_source.uuid()
    parsed = uuid.UUID(text)

    assert str(parsed) == text
    assert (4, uuid.RFC_4122) == (parsed.version, parsed.variant)


@pytest.mark.parametrize("nbytes", [0, 1, 16, 33, 512])
def test_every_form_carries_the_number_of_bytes_that_was_asked_for(random_source: RandomSource, nbytes: int) -> None:
    """Raw, hexadecimal and base64url without padding."""
    urlsafe = random_source.urlsafe(nbytes)

    assert nbytes == len(random_source.bytes(nbytes))
    assert nbytes == len(bytes.fromhex(random_source.hex(nbytes)))
    assert nbytes == len(base64.b64decode(urlsafe + "=" * (-len(urlsafe) % 4), altchars=b"-_", validate=True))


def test_no_value_comes_twice(random_source: RandomSource) -> None:
    """A thousand draws are a thousand values."""
    assert 1000 == len({random_source.uuid() for _ in range(1000)})


def test_the_same_seed_gives_the_same_values() -> None:
    """In the same order, so that a test can name them beforehand."""
    one, other = SeededRandomSource("seed"), SeededRandomSource("seed")

    assert [one.uuid(), one.hex(8), one.urlsafe(8), one.bytes(8)] == [
        other.uuid(),
        other.hex(8),
        other.urlsafe(8),
        other.bytes(8),
    ]


def test_another_seed_gives_other_values() -> None:
    """Seeds that end in a digit are not confused with counts."""
    drawn = [SeededRandomSource(seed).hex(16) for seed in (0, 1, 11, "seed")]

    assert len(drawn) == len(set(drawn))
