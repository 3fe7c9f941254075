"""Hostile assertions: none of them is accepted, and each is refused with the code that Entra gives it.

The tables are the test. A row takes the scene apart in one place and says what the token endpoint answers.
"""

from __future__ import annotations

import pytest

from tests.federation_scene import Scene, number
from tests.hostile.forging import Make
from tests.hostile.unreadable import UNREADABLE
from tests.hostile.untrusted import UNTRUSTED

HOSTILE = {**UNREADABLE, **UNTRUSTED}


@pytest.mark.parametrize(("expected", "make"), HOSTILE.values(), ids=HOSTILE)
def test_it_is_refused_with_its_code(scene: Scene, expected: int, make: Make) -> None:
    """Every hostile assertion is refused at the first check that it fails, and by nobody's failure but its own."""
    reply = scene.exchange(make(scene))

    assert (expected, True) == (number(reply), reply.status in (400, 401))
    assert "access_token" not in reply.json()
    assert () == scene.cloud.activity_log.recent[-1].defect


@pytest.mark.parametrize("make", [each for _, each in HOSTILE.values()], ids=HOSTILE)
def test_neither_the_answer_nor_the_event_repeats_it(scene: Scene, make: Make) -> None:
    """No part of a token is told to anybody: not its payload, not its signature."""
    assertion = make(scene)
    reply = scene.exchange(assertion)

    told = reply.body.decode() + repr(scene.cloud.activity_log.recent[-1])
    assert not [part for part in assertion.split(".")[1:] if len(part) > 40 and part[:40] in told]


def test_the_tables_are_long_enough() -> None:
    """At least 60 hostile assertions, none lost to another of its name."""
    assert len(UNREADABLE) + len(UNTRUSTED) == len(HOSTILE) >= 60


def test_the_scene_itself_is_accepted(scene: Scene) -> None:
    """The assertion that the tables take apart is a good one: what is refused is refused for its flaw."""
    assert scene.exchange(scene.assertion()).status == 200
