"""The images that this machine can run without a container engine: stand-ins of ours, and programs that the user names.

A stand-in does what the image's own program does on AKS, with the same variables and the same calls. Any other image
is ``ErrImagePull``, as on a node that cannot reach its registry.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from aksess.pods.runtime import ContainerSpec, ImagePullFailed

_AWI: Final = ("ghcr.io/azure/azure-workload-identity", "mcr.microsoft.com/oss/azure/workload-identity")
_QUICK_START: Final = "aksess.pods.standins.quick_start"
# Repository: the module that stands in for it. Azure/azure-workload-identity, docs/book/src/quick-start.md.
STANDINS: Final[Mapping[str, str]] = {
    **{f"{_AWI[0]}/msal-{language}": _QUICK_START for language in ("go", "python", "net", "node", "java")},
    **{f"{registry}/proxy-init": "aksess.pods.standins.proxy_init" for registry in _AWI},
    "aksess/quick-start": _QUICK_START,
    "aksess/wi-api": "aksess.pods.standins.wi_api",
    # A shell and the usual commands: this machine's.
    **dict.fromkeys(("alpine", "busybox", "debian", "ubuntu"), "sh"),
    "registry.k8s.io/pause": "aksess.pods.standins.pause",
}


@dataclass(frozen=True, slots=True)
class ImageProgram:
    """What a container of an image runs. entrypoint: replaced by the container's ``command``; id: shown as imageID."""

    id: str
    entrypoint: tuple[str, ...]
    arguments: tuple[str, ...] = ()

    def words(self, spec: ContainerSpec) -> tuple[str, ...]:
        """Return what a container runs: a command of its own also drops the image's arguments."""
        if spec.command:
            return (*spec.command, *spec.args)
        return (*self.entrypoint, *(spec.args or self.arguments))


class Images:
    """The images of one machine. mapped: a program of this machine for an image, by the image's name."""

    def __init__(self, mapped: Mapping[str, tuple[str, ...]]) -> None:
        self._mapped = dict(mapped)

    def find(self, image: str) -> ImageProgram:
        """Return the program of an image.

        Args:
            image: as a pod names it, with or without tag and digest.

        Raises:
            ImagePullFailed: nothing on this machine stands in for the image.
        """
        if not image or any(each.isspace() for each in image):
            raise ImagePullFailed("InvalidImageName", f"The image name {image!r} is not a valid reference.")
        for name in (image, repository(image)):
            if name in self._mapped:
                return ImageProgram(f"aksess-program://{name}", self._mapped[name])
        module = STANDINS.get(repository(image).removeprefix("docker.io/"))
        if module is None:
            raise ImagePullFailed(
                "ErrImagePull",
                f"No container engine runs here and no program stands in for {image}. Name a program of this machine "
                f"with `--image {repository(image)}=COMMAND`, or install podman.",
            )
        if module == "sh":
            # These images have a command and no entrypoint: what a pod gives as args runs in its place.
            return ImageProgram(f"aksess-standin://{module}", (), ("sh",))
        return ImageProgram(f"aksess-standin://{module}", (sys.executable, "-P", "-m", module))


def repository(image: str) -> str:
    """Return an image's name without tag and digest."""
    name = image.partition("@")[0]
    head, slash, last = name.rpartition("/")
    return f"{head}{slash}{last.partition(':')[0]}"


def parse_mapping(text: str) -> tuple[str, tuple[str, ...]]:
    """Parse ``IMAGE=COMMAND``.

    Raises:
        ValueError: there is no image, or no command.
    """
    import shlex

    image, equals, command = text.partition("=")
    words = tuple(shlex.split(command)) if equals else ()
    if not image or not words:
        raise ValueError(f"found {text!r}, expected IMAGE=COMMAND, as in busybox='sh -c \"echo hello\"'")
    return image, words
