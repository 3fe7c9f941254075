"""Request bodies, and ARM's errors for those that do not have the expected form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.errors import invalid_content

# Deeper than any resource, and far from the interpreter's own limit.
_DEEPEST: Final = 64
_LARGEST: Final = 2**63


def read_body(call: Call) -> dict[str, Any]:
    """Return the body, a JSON object.

    Raises:
        Fault: 400 InvalidRequestContent; 415 UnsupportedMediaType, the content type is not JSON.
    """
    _check_media_type(call)
    try:
        content = call.json()
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise invalid_content(str(error) if isinstance(error, msgspec.DecodeError) else "it is not JSON") from error
    if not isinstance(content, dict):
        raise invalid_content(f"an object is expected and {_json_type(content)} was found")
    _check(content, 0)
    return content


def _check_media_type(call: Call) -> None:
    # Azure/azure-cli issue 10143: a body without the content type of JSON is not read.
    kind = call.media_type
    if call.body and kind.lower() != "application/json":
        raise Fault(
            415,
            "UnsupportedMediaType",
            f"The content media type '{kind or '<null>'}' is not supported. Only 'application/json' is supported.",
        )


@dataclass(frozen=True, slots=True)
class BodyReader:
    """Reads the members of a JSON object, and names the path of a member that has the wrong type.

    content: the object itself, not a copy. path: of the object in the body, ``"properties.networkProfile"``, ``""`` for
    the body itself. Each method raises Fault 400 InvalidRequestContent if the member has another type.
    """

    content: dict[str, Any]
    path: str = ""

    def object(self, name: str) -> BodyReader:
        """Return a reader of the object at a member; of an empty one if the member is missing or null."""
        found = self.content.get(name)
        if found is None:
            return BodyReader({}, self._path(name))
        if not isinstance(found, dict):
            raise _wrong_type(self._path(name), "an object", found)
        return BodyReader(found, self._path(name))

    def array(self, name: str) -> list[Any]:
        """Return the list at a member; an empty one if the member is missing or null."""
        found = self.content.get(name)
        if found is None:
            return []
        if not isinstance(found, list):
            raise _wrong_type(self._path(name), "an array", found)
        return found

    def objects(self, name: str) -> list[dict[str, Any]]:
        """Return the list of objects at a member."""
        found = self.array(name)
        for each in found:
            if not isinstance(each, dict):
                raise _wrong_type(f"{self._path(name)}[]", "an object", each)
        return found

    def readers(self, name: str) -> list[BodyReader]:
        """Return a reader for each object of the list at a member."""
        return [BodyReader(each, f"{self._path(name)}[]") for each in self.objects(name)]

    def text(self, name: str) -> str:
        """Return the string at a member, ``""`` if the member is missing or null."""
        found = self.content.get(name)
        if found is None:
            return ""
        if not isinstance(found, str):
            raise _wrong_type(self._path(name), "a string", found)
        return found

    def texts(self, name: str) -> list[str]:
        """Return the list of strings at a member."""
        found = self.array(name)
        for each in found:
            if not isinstance(each, str):
                raise _wrong_type(f"{self._path(name)}[]", "a string", each)
        return found

    def flag(self, name: str) -> bool | None:
        """Return the boolean at a member, None if the member is missing or null."""
        found = self.content.get(name)
        if found is not None and not isinstance(found, bool):
            raise _wrong_type(self._path(name), "a boolean", found)
        return found

    def number(self, name: str) -> int | None:
        """Return the integer at a member, None if the member is missing or null."""
        found = self.content.get(name)
        if found is not None and (isinstance(found, bool) or not isinstance(found, int)):
            raise _wrong_type(self._path(name), "an integer", found)
        return found

    def _path(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name


def _check(content: Any, depth: int) -> None:
    if depth > _DEEPEST:
        raise invalid_content(f"it is nested more than {_DEEPEST} levels deep")
    if isinstance(content, dict):
        for each in content.values():
            _check(each, depth + 1)
    elif isinstance(content, list):
        for each in content:
            _check(each, depth + 1)
    elif isinstance(content, int) and abs(content) > _LARGEST:
        raise invalid_content("it holds a number beyond 64 bits")


def _wrong_type(path: str, expected: str, found: Any) -> Exception:
    return invalid_content(
        f"Error converting value at path '{path}': {expected} is expected and {_json_type(found)} was found"
    )


def _json_type(value: Any) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "a boolean"
        case str():
            return "a string"
        case int() | float():
            return "a number"
        case list():
            return "an array"
        case _:
            return "an object"
