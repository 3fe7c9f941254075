"""Texts with what differs from run to run taken out: identifiers, times, keys.

``/subscriptions/{subscription}/…/{guid:3}``: the same placeholder stands for the same value in the whole recording.
``{any}`` stands for what is never the same and never referred to again.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any

from aksess.cloud.state.settings import Settings

_GUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_HEX = r"(?<![0-9a-fA-F])[0-9a-f]{32}(?![0-9a-fA-F])"
_TIME = (
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|\+00:00)?|[A-Z][a-z]{2}, [0-9]{2} [A-Z][a-z]{2} [0-9]{4} [0-9:]{8} GMT"
)
_VOLATILE = re.compile(f"(?P<guid>{_GUID})|(?P<hex>{_HEX})|(?P<any>{_TIME})")
_DATED = re.compile(_TIME)
# A whole value: a key, a certificate, a token.
_LONG = re.compile(r"[A-Za-z0-9+/_=-]{64,}|[A-Za-z0-9_-]{20,}(?:\.[A-Za-z0-9_-]+){2}")
_PLACEHOLDER = re.compile(r"\{(any|[a-z_]+|(?:guid|hex):[0-9]+)\}")
# Leaves whose names say that no two are alike.
OPAQUE = frozenset(
    {"n", "x", "y", "x5t", "cer", "etag", "csr", "connectionString", "primarySharedKey", "secondarySharedKey", "fqdn"}
    | {
        "ipAddress",
        "access_token",
        "resourceUID",
        "nodeImageVersion",
        "secretText",
        "hint",
        "azurePortalFQDN",
        "privateFQDN",
    }
)
KEYS = frozenset({"id", "value"})
UNIX = range(1_500_000_000, 2_500_000_000)
PATTERNS = {"guid": _GUID, "hex": "[0-9a-f]{32}"}


def constants(settings: Settings) -> dict[str, str]:
    """Names for what a cloud is known by, by value."""
    return {
        settings.operator_secret: "{operator_secret}",
        settings.tenant: "{tenant}",
        settings.subscription: "{subscription}",
        settings.operator_object_id: "{operator}",
        settings.operator_client_id: "{operator_client}",
        settings.operator_address: "{operator_address}",
    }


class Mask:
    """Takes out what differs, the same value always by the same name. known: names by value."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = dict(known)
        self._names: dict[str, str] = {}

    def text(self, text: str) -> str:
        """A text with placeholders."""
        for value, name in self._known.items():
            text = re.sub(re.escape(value), name, text, flags=re.IGNORECASE)
        return _VOLATILE.sub(self._name, text)

    def content(self, content: Any, opaque: frozenset[str], key: str = "") -> Any:
        """A JSON document with placeholders, keys too, and without nulls. opaque: names of leaves that differ."""
        match content:
            case dict():
                said = {name: each for name, each in content.items() if each is not None}
                return {self.text(name): self.content(each, opaque, name) for name, each in said.items()}
            case list():
                return [self.content(each, opaque, key) for each in content]
            case str() if content:
                return "{any}" if key in opaque or _LONG.fullmatch(content) else self.text(content)
            case int() if content in UNIX and not isinstance(content, bool):
                return "{any}"
            case _:
                return content

    def sent(self, content: Any) -> Any:
        """What a client sent: its own dates stay, identifiers are those of the run."""
        match content:
            case dict():
                return {self.text(name): self.sent(each) for name, each in content.items() if each is not None}
            case list():
                return [self.sent(each) for each in content]
            case str() if not _DATED.search(content):
                return self.text(content)
            case _:
                return content

    def _name(self, found: re.Match[str]) -> str:
        kind, value = str(found.lastgroup), found.group().lower()
        if kind == "any":
            return "{any}"
        return self._names.setdefault(value, f"{{{kind}:{len(self._names)}}}")


class Bindings:
    """What the placeholders of a recording stand for in this run. known: values by name."""

    def __init__(self, known: Mapping[str, str]) -> None:
        self._values = dict(known)

    def fill(self, masked: Any) -> Any:
        """A masked text or document with values; a placeholder that nobody answered yet is the client's own choice."""
        if isinstance(masked, dict):
            return {self.fill(name): self.fill(each) for name, each in masked.items()}
        if isinstance(masked, list):
            return [self.fill(each) for each in masked]
        return _PLACEHOLDER.sub(self._value, masked) if isinstance(masked, str) else masked

    def differences(self, masked: Any, actual: Any, where: str = "") -> list[str]:
        """Where an answer does not say what was recorded; more than was recorded is none. Learns what is new."""
        if isinstance(masked, dict) and isinstance(actual, dict):
            return [each for name, value in masked.items() for each in self._inside(name, value, actual, where)]
        if isinstance(masked, list) and isinstance(actual, list) and len(masked) == len(actual):
            pairs = enumerate(zip(masked, actual, strict=True))
            return [each for at, (one, other) in pairs for each in self.differences(one, other, f"{where}[{at}]")]
        if masked == "{any}" and actual not in (None, ""):
            return []
        if isinstance(masked, str) and isinstance(actual, str) and self._same(masked, actual):
            return []
        return [] if masked == actual else [f"{where}: recorded {self.fill(masked)!r}, answered {actual!r}"]

    def _inside(self, name: str, value: Any, actual: dict[str, Any], where: str) -> list[str]:
        filled = self.fill(name)
        if filled not in actual:
            return [f"{where}.{filled}: recorded {self.fill(value)!r}, not answered"]
        return self.differences(value, actual[filled], f"{where}.{filled}")

    def _same(self, masked: str, actual: str) -> bool:
        # `re` cannot have a group twice: what repeats inside one text is compared as the learnt value.
        pattern, seen = "", set()
        for part in re.split(r"(\{[a-z_]+(?::[0-9]+)?\})", masked):
            name = part[1:-1]
            if not _PLACEHOLDER.fullmatch(part):
                pattern += re.escape(part)
            elif name == "any":
                pattern += ".+"
            elif name in self._values:
                pattern += re.escape(self._values[name])
            else:
                group = name.replace(":", "_")
                pattern += f"(?P={group})" if name in seen else f"(?P<{group}>{PATTERNS[name.partition(':')[0]]})"
                seen.add(name)
        found = re.fullmatch(pattern, actual, re.IGNORECASE | re.DOTALL)
        if found is None:
            return False
        self._values.update({name: found[name.replace(":", "_")] for name in seen})
        return True

    def _value(self, found: re.Match[str]) -> str:
        name = found[1]
        if name not in self._values:
            made = uuid.uuid5(uuid.NAMESPACE_URL, name)
            self._values[name] = made.hex if name.startswith("hex") else str(made)
        return self._values[name]
