"""Images without a container engine."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from aksess.pods.images import STANDINS, ImageProgram, Images, parse_mapping, repository
from aksess.pods.runtime import ContainerSpec, ImagePullFailed, MountSpec


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ("busybox", "busybox"),
        ("busybox:1.36", "busybox"),
        ("registry.test:5000/a/b:v1", "registry.test:5000/a/b"),
        ("a/b@sha256:00ff", "a/b"),
        ("a/b:v1@sha256:00ff", "a/b"),
    ],
)
def test_a_repository_is_the_name_without_tag_and_digest(image: str, expected: str) -> None:
    assert expected == repository(image)


@pytest.mark.parametrize("language", ["go", "python", "net", "node", "java"])
def test_every_quick_start_image_has_a_stand_in(language: str) -> None:
    found = Images({}).find(f"ghcr.io/azure/azure-workload-identity/msal-{language}:latest")

    assert (sys.executable, "-P", "-m", "aksess.pods.standins.quick_start") == found.entrypoint


def test_a_program_of_the_user_comes_before_a_stand_in() -> None:
    name = next(iter(STANDINS))

    assert ("sh", "-c", "true") == Images({name: ("sh", "-c", "true")}).find(f"{name}:v1").entrypoint


def test_any_other_image_cannot_be_pulled_and_the_sentence_says_what_to_do() -> None:
    with pytest.raises(ImagePullFailed, match="--image nginx=COMMAND") as refused:
        Images({}).find("nginx:1.27")

    assert "ErrImagePull" == refused.value.reason


def test_a_name_that_is_not_a_reference_is_refused_as_the_kubelet_does() -> None:
    with pytest.raises(ImagePullFailed) as refused:
        Images({}).find("not an image")

    assert "InvalidImageName" == refused.value.reason


def test_a_mapping_is_an_image_and_a_command() -> None:
    assert ("busybox", ("sh", "-c", "echo a b")) == parse_mapping("busybox=sh -c 'echo a b'")
    for text in ("busybox", "=sh", "busybox="):
        with pytest.raises(ValueError, match="expected IMAGE=COMMAND"):
            parse_mapping(text)


@pytest.mark.parametrize(
    ("command", "args", "words"),
    [
        ((), (), ("run", "all")),
        ((), ("one",), ("run", "one")),
        (("other",), (), ("other",)),
        (("other",), ("one",), ("other", "one")),
    ],
)
def test_a_command_drops_what_the_image_says(
    command: tuple[str, ...], args: tuple[str, ...], words: tuple[str, ...]
) -> None:
    log = MountSpec(Path("log"), "/dev/termination-log")

    assert words == ImageProgram("id", ("run",), ("all",)).words(
        ContainerSpec("main", "image", command, args, {}, "", (), log)
    )
