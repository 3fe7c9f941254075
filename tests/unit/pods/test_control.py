"""The control host's client: what it says when the other side says no, or nothing."""

import socket

import pytest

from aksess.pods.control import Control
from aksess.pods.errors import LocalAzureGone, Refused
from aksess.testing import LocalAzure
from aksess.wire.control import PodRequest


def test_nobody_there_says_how_to_start_one() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    with pytest.raises(LocalAzureGone, match="aksess up"):
        Control(port, "key").status()


def test_a_wrong_key_is_refused(local_azure: LocalAzure) -> None:
    with pytest.raises(Refused) as refused:
        Control(local_azure.listener.port, "wrong").operator()

    assert (401, "WrongKey") == (refused.value.status, refused.value.code)


def test_a_refusal_carries_the_sentence_of_the_other_side(local_azure: LocalAzure) -> None:
    control = Control(local_azure.listener.port, local_azure.cloud.administration.key)

    with pytest.raises(Refused, match="no cluster"):
        control.pod(PodRequest("widemo", "sa"))


def test_what_is_told_of_the_operator_is_in_no_repr(local_azure: LocalAzure) -> None:
    operator = Control(local_azure.listener.port, local_azure.cloud.administration.key).operator()

    assert local_azure.settings.operator_secret == operator.client_secret
    assert operator.client_secret not in repr(operator)
