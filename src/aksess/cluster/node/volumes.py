"""The volumes of one pod on disk: written before its containers start and updated with their sources."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import Final

from aksess.cluster.errors import ApiError, ApiGone
from aksess.cluster.node.atomic_files import write_files
from aksess.cluster.node.expansion import expand
from aksess.cluster.node.fields import Surroundings
from aksess.cluster.node.object_cache import ObjectCache
from aksess.cluster.node.pod import Json, key_of
from aksess.cluster.node.references import objects_of_volumes
from aksess.cluster.node.tokens import Tokens
from aksess.cluster.node.volume_files import Material, VolumeFailed, tokens_of, volume_files
from aksess.pods.runtime import MountSpec

WRITTEN: Final = ("configMap", "secret", "downwardAPI", "projected")


class MountFailed(Exception):
    """A volume is not there. The text is the event's."""


class Volumes:
    """The volumes of pods. root: the folder of one pod."""

    def __init__(self, root: Path, objects: ObjectCache, tokens: Tokens) -> None:
        self._root = root / "volumes"
        self._objects = objects
        self._tokens = tokens

    async def write(self, pod: Json, where: Surroundings) -> None:
        """Make each volume, or bring it up to date.

        Raises:
            MountFailed: one cannot be made.
        """
        try:
            objects = await self._objects.read(key_of(pod), objects_of_volumes(pod))
        except (ApiError, ApiGone) as error:
            raise MountFailed(f"MountVolume.SetUp failed: {error}") from error
        for volume in pod["spec"].get("volumes") or ():
            name = volume["name"]
            try:
                tokens = {wanted: await self._tokens.get(pod, wanted) for wanted in tokens_of(volume)}
                await asyncio.to_thread(self._write_one, pod, volume, Material(objects, tokens, where))
            except (VolumeFailed, OSError) as error:
                raise MountFailed(f'MountVolume.SetUp failed for volume "{name}" : {error}') from error

    def mounts(self, container: Json, variables: dict[str, str]) -> tuple[MountSpec, ...]:
        """The mounts of a container.

        Raises:
            MountFailed: a path leads out of its volume.
        """
        return tuple(self._mount(each, variables) for each in container.get("volumeMounts") or ())

    def _write_one(self, pod: Json, volume: Json, material: Material) -> None:
        folder = self._root / volume["name"]
        if "emptyDir" in volume:
            folder.mkdir(parents=True, exist_ok=True)
            folder.chmod(0o777)
            return
        kind = next((each for each in WRITTEN if each in volume), None)
        if kind is None:
            raise VolumeFailed(refusal(volume))
        write_files(folder, volume_files(pod, volume, material))

    def _mount(self, mount: Json, variables: dict[str, str]) -> MountSpec:
        below = mount.get("subPath") or expand(mount.get("subPathExpr") or "", variables)
        volume = self._root / mount["name"]
        source = volume
        if below:
            source = Path(os.path.realpath(volume / below))
            if not source.is_relative_to(os.path.realpath(volume)):
                raise MountFailed(f'subPath "{below}" of volume "{mount["name"]}" leads out of the volume')
            if not source.exists():
                source.mkdir(parents=True, mode=0o777)
        return MountSpec(source=source, target=mount["mountPath"], read_only=bool(mount.get("readOnly")))


def refusal(volume: Json) -> str:
    """Why a volume of a kind that this node does not mount is refused."""
    kind = next((each for each in volume if each != "name"), "unknown")
    if kind == "hostPath":
        return "this node does not mount hostPath volumes: a pod sees no file of the host; use emptyDir or configMap"
    return f"this node does not mount {kind} volumes; use emptyDir, configMap, secret, downwardAPI or projected"
