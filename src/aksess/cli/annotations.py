"""A service account's annotations, read from manifests or an aksess.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from aksess.chain.annotations import CLIENT_ID
from aksess.cli.exits import USAGE, CommandFailed

_SUFFIXES = (".yaml", ".yml", ".json")


def annotations_of(namespace: str, account: str, places: Sequence[Path]) -> dict[str, str]:
    """The annotations of a service account. Raises CommandFailed where a file cannot be read or no file declares it.

    In an aksess.yaml the workload names the identity; its name stands in for the client id.
    """
    for path in files_of(places):
        for document in documents_of(path):
            if "aksess" in document:
                found = _from_model(path, namespace, account)
            else:
                found = _from_manifest(document, namespace, account, path)
            if found is not None:
                return found
    given = ", ".join(str(place) for place in places)
    raise CommandFailed(
        f"No service account {namespace}/{account} is declared in {given}.", "declare it there, or correct --as", USAGE
    )


def files_of(places: Sequence[Path]) -> Iterator[Path]:
    """The files of these places, those of a folder too. Raises CommandFailed for one that is missing."""
    for place in places:
        if not place.exists():
            raise CommandFailed(f"There is no file {place}.", "correct the path", USAGE)
        if place.is_dir():
            yield from (each for each in sorted(place.rglob("*")) if each.suffix in _SUFFIXES)
        else:
            yield place


def documents_of(path: Path) -> Iterator[dict[str, Any]]:
    """The documents of a file, and the items of its lists. Raises CommandFailed where it cannot be read."""
    try:
        for document in yaml.safe_load_all(path.read_text()):
            items = document.get("items") if isinstance(document, dict) else None
            # A document that is not a map declares nothing.
            yield from (each for each in (items if isinstance(items, list) else [document]) if isinstance(each, dict))
    except OSError as error:
        raise CommandFailed(
            f"{path} cannot be read: {error.strerror}.", "check its path and permissions", USAGE
        ) from error
    except RecursionError:
        raise CommandFailed(f"{path} is nested deeper than any manifest.", "correct the file", USAGE) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        said = " ".join(str(error).split())
        raise CommandFailed(f"{path} is not YAML: {said}.", "fix the file and try again", USAGE) from error


def _from_manifest(document: dict[str, Any], namespace: str, account: str, path: Path) -> dict[str, str] | None:
    metadata = document.get("metadata")
    if document.get("kind") != "ServiceAccount" or not isinstance(metadata, dict):
        return None
    # A manifest without a namespace is applied to the namespace of the kubectl command.
    if metadata.get("name") != account or (metadata.get("namespace") or namespace) != namespace:
        return None
    annotations = metadata.get("annotations") or {}
    if not isinstance(annotations, dict):
        message = f"{path}: the annotations of service account {namespace}/{account} are not a map."
        raise CommandFailed(message, "write them as `name: value`, a line each", USAGE)
    return {str(name): _text(value, f"{path}: annotation {name}") for name, value in annotations.items()}


def _text(value: object, where: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        # Kubernetes refuses such a manifest: "cannot unmarshal number into Go struct field ObjectMeta.annotations".
        shown = str(value).lower() if isinstance(value, bool) else value
        raise CommandFailed(f'{where} is not a string: found {shown}, expected "{shown}".', "put it in quotes", USAGE)
    return value


def _from_model(path: Path, namespace: str, account: str) -> dict[str, str] | None:
    from aksess.cli.model_file import read_model

    for workload in read_model(path).workloads:
        if any((each.namespace, each.name) == (namespace, account) for each in workload.accounts):
            return {CLIENT_ID: workload.identity, **workload.annotations}
    return None
