"""Giving one container its variables and its mounts."""

from __future__ import annotations

from aksess.inject.injection import Injection, Mount
from aksess.inject.outcome import Json, Operation, Refusal, WarningCode, add, replace
from aksess.inject.patch_builder import PatchBuilder
from aksess.inject.reading import objects_at
from aksess.inject.volume import carries_token


def mutate_container(
    container: Json, pointer: str, injection: Injection, volumes: list[Json], builder: PatchBuilder
) -> Json:
    """The container with what it lacks of the injection; the same object where it lacks nothing.

    pointer: JSON pointer of the container in the pod. volumes: the pod's, to tell what a mount in the way carries.
    """
    env = _with_env(container, pointer, injection.env, builder)
    mounts = _with_mounts(container, pointer, injection.mounts, volumes, builder)
    if env is None and mounts is None:
        return container
    equipped = dict(container)
    if env is not None:
        equipped["env"] = env
    if mounts is not None:
        equipped["volumeMounts"] = mounts
    return equipped


def _with_env(container: Json, pointer: str, wanted: list[tuple[str, str]], builder: PatchBuilder) -> list[Json] | None:
    """The variables, or None where nothing is to be added. A name that is there blocks, whatever its value."""
    env = objects_at(container, "env", pointer)
    if not env:
        added = [{"name": name, "value": value} for name, value in wanted]
        if not added:
            return None
        builder.patch.append(add(f"{pointer}/env", added))
        return added
    present = {entry.get("name"): entry for entry in env}
    added = []
    for name, value in wanted:
        if name in present:
            _shadowed(container, present[name], value, builder)
        else:
            added.append({"name": name, "value": value})
    if not added:
        return None
    end = f"{pointer}/env/-"
    builder.patch += [add(end, entry) for entry in added]
    return env + added


def _shadowed(container: Json, entry: Json, value: str, builder: PatchBuilder) -> None:
    if entry.get("value", value) != value:
        builder.warn(
            WarningCode.ENV_SHADOWED,
            f"container {container.get('name')!r} sets {entry['name']} itself to another value: it is kept; "
            f"remove it to use the service account's",
        )


def _with_mounts(
    container: Json, pointer: str, wanted: tuple[Mount, ...], volumes: list[Json], builder: PatchBuilder
) -> list[Json] | None:
    """The mounts, or None where nothing is to be changed."""
    before = objects_at(container, "volumeMounts", pointer)
    mounts = before
    # Looked up once: nearly every container has neither our volume nor anything in its place.
    names = [mount.get("name") for mount in before]
    paths = [_path(mount) for mount in before]
    for mount in wanted:
        at = _meet(mounts, mount, builder.strict) if mount.volume in names else None
        given: Json = {"name": mount.volume, "mountPath": mount.place.mount_path, "readOnly": True}
        if at is not None and (not mount.overwrites or mounts[at] == given):
            continue
        arrives = at is None or _path(mounts[at]) != mount.place.mount_path
        taken = arrives and mount.place.mount_path in paths and not builder.strict
        if taken and not _is_free(container, mounts, mount, volumes, builder):
            continue
        if at is None:
            builder.patch.append(_append(pointer, mounts, given))
            mounts = [*mounts, given]
        else:
            builder.patch.append(replace(f"{pointer}/volumeMounts/{at}", given))
            mounts = [*mounts[:at], given, *mounts[at + 1 :]]
    return None if mounts is before else mounts


def _append(pointer: str, mounts: list[Json], given: Json) -> Operation:
    return add(f"{pointer}/volumeMounts/-", given) if mounts else add(f"{pointer}/volumeMounts", [given])


def _meet(mounts: list[Json], wanted: Mount, strict: bool) -> int | None:
    """The index of the mount that stands for the volume's: one at its path, else the first of its volume."""
    own = [index for index, mount in enumerate(mounts) if mount.get("name") == wanted.volume]
    at_path = [index for index in own if _path(mounts[index]) == wanted.place.mount_path]
    # The reference takes the first mount of the volume, whatever its path.
    found = at_path if wanted.by_path else own if strict else at_path or own
    return found[0] if found else None


def _path(mount: Json) -> str:
    path = mount.get("mountPath")
    return path.rstrip("/") if type(path) is str else ""


def _is_free(container: Json, mounts: list[Json], wanted: Mount, volumes: list[Json], builder: PatchBuilder) -> bool:
    """True if the path is free. Two mounts of one path are refused by the API server, in words that help nobody."""
    for mount in mounts:
        if _path(mount) == wanted.place.mount_path:
            break
    else:
        return True
    token_path = wanted.place.token_path
    if any(volume.get("name") == mount.get("name") and carries_token(volume, token_path) for volume in volumes):
        return False
    said = f"container {container.get('name')!r} mounts volume {mount.get('name')!r} at {wanted.place.mount_path}"
    if wanted.essential:
        raise Refusal(f"{said}, where the token has to go: mount it elsewhere")
    builder.warn(WarningCode.PATH_TAKEN, f"{said}: the token is not given at this path")
    return False
