"""Bodies: read once, with ARM's words where they are not what they must be."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.errors import invalid_content

# Deeper than any resource, and far from the interpreter's own limit.
_DEEPEST: Final = 64
_LARGEST: Final = 2**63


def read_body(call: Call) -> dict[str, Any]:
    """The body, a JSON object. Raises Fault 400 InvalidRequestContent, 415 where it is said to be something else."""
    _check_kind(call)
    try:
        content = call.json()
    except (msgspec.DecodeError, RecursionError, ValueError) as error:
        raise invalid_content(str(error) if isinstance(error, msgspec.DecodeError) else "it is not JSON") from error
    if not isinstance(content, dict):
        raise invalid_content(f"an object is expected and {_json_type(content)} was found")
    _check(content, 0)
    return content


def _check_kind(call: Call) -> None:
    # Azure/azure-cli issue 10143: a body that is not said to be JSON is not read.
    kind = call.media_type
    if call.body and kind.lower() != "application/json":
        raise Fault(
            415,
            "UnsupportedMediaType",
            f"The content media type '{kind or '<null>'}' is not supported. Only 'application/json' is supported.",
        )


def object_at(holder: dict[str, Any], name: str, path: str = "") -> dict[str, Any]:
    """The object at a member, empty where there is none or null. Raises Fault 400 InvalidRequestContent."""
    found = holder.get(name)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise _wrong_type(path or name, "an object", found)
    return found


def list_at(holder: dict[str, Any], name: str, path: str = "") -> list[Any]:
    """The list at a member, empty where there is none or null. Raises Fault 400 InvalidRequestContent."""
    found = holder.get(name)
    if found is None:
        return []
    if not isinstance(found, list):
        raise _wrong_type(path or name, "an array", found)
    return found


def objects_at(holder: dict[str, Any], name: str, path: str = "") -> list[dict[str, Any]]:
    """The list of objects at a member. Raises Fault 400 InvalidRequestContent."""
    found = list_at(holder, name, path)
    for each in found:
        if not isinstance(each, dict):
            raise _wrong_type(f"{path or name}[]", "an object", each)
    return found


def text_at(holder: dict[str, Any], name: str, path: str = "") -> str:
    """The string at a member, ``""`` where there is none or null. Raises Fault 400 InvalidRequestContent."""
    found = holder.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise _wrong_type(path or name, "a string", found)
    return found


def texts_at(holder: dict[str, Any], name: str, path: str = "") -> list[str]:
    """The list of strings at a member. Raises Fault 400 InvalidRequestContent."""
    found = list_at(holder, name, path)
    for each in found:
        if not isinstance(each, str):
            raise _wrong_type(f"{path or name}[]", "a string", each)
    return found


def flag_at(holder: dict[str, Any], name: str, path: str = "") -> bool | None:
    """The boolean at a member, None where there is none or null. Raises Fault 400 InvalidRequestContent."""
    found = holder.get(name)
    if found is not None and not isinstance(found, bool):
        raise _wrong_type(path or name, "a boolean", found)
    return found


def number_at(holder: dict[str, Any], name: str, path: str = "") -> int | None:
    """The integer at a member, None where there is none or null. Raises Fault 400 InvalidRequestContent."""
    found = holder.get(name)
    if found is not None and (isinstance(found, bool) or not isinstance(found, int)):
        raise _wrong_type(path or name, "an integer", found)
    return found


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


def _wrong_type(path: str, wanted: str, found: Any) -> Exception:
    return invalid_content(
        f"Error converting value at path '{path}': {wanted} is expected and {_json_type(found)} was found"
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
