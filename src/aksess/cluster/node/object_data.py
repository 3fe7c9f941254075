"""The data of ConfigMaps and Secrets, as bytes by key."""

from __future__ import annotations

import base64

from aksess.cluster.node.pod import Json
from aksess.cluster.node.references import Kind


def data_of(kind: Kind, content: Json) -> dict[str, bytes]:
    """Every key of a ConfigMap (``data`` and ``binaryData``) or a Secret (``data``)."""
    if kind is Kind.SECRET:
        return {key: base64.b64decode(value) for key, value in (content.get("data") or {}).items()}
    text = {key: value.encode() for key, value in (content.get("data") or {}).items()}
    binary = {key: base64.b64decode(value) for key, value in (content.get("binaryData") or {}).items()}
    return text | binary
