"""References to variables in commands and values."""

import pytest

from aksess.cluster.node.expansion import expand, expand_all


@pytest.mark.parametrize(
    ("text", "expanded"),
    [
        ("$(NAME)", "web"),
        ("a-$(NAME)-$(NAME)", "a-web-web"),
        ("$(OTHER)", "$(OTHER)"),
        ("$$(NAME)", "$(NAME)"),
        ("$NAME ${NAME}", "$NAME ${NAME}"),
        ("$(NAME", "$(NAME"),
    ],
)
def test_only_known_names_in_parentheses_are_replaced(text: str, expanded: str) -> None:
    assert expanded == expand(text, {"NAME": "web"})


def test_each_word_of_a_command_is_expanded() -> None:
    assert ("echo", "web") == expand_all(["echo", "$(NAME)"], {"NAME": "web"})
