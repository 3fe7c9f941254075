"""States of a container, to the API and back."""

from typing import Any

from aksess.cluster.node.container_state import Running, Terminated, Waiting, state_json, terminated_of


def test_a_state_is_written_as_the_api_has_it() -> None:
    assert {"waiting": {"reason": "ContainerCreating"}} == state_json(Waiting("ContainerCreating"))
    assert {"running": {"startedAt": "1970-01-01T00:00:01Z"}} == state_json(Running(1.0, "id"))


def test_an_end_comes_back_as_it_went() -> None:
    end = Terminated(137, "Error", 90.0, 80.0, "boom", "process://1")

    written: Any = state_json(end)["terminated"]

    assert end == terminated_of(written)
