"""The form of aksess.yaml as JSON Schema, for editors.

Draft 7, which every YAML language server reads. A schema sees one value at a time: names that refer to nothing, limits
and the like are reported by ``parse`` alone.
"""

from __future__ import annotations

from typing import Any

from aksess.model.document import DOCUMENT
from aksess.model.schema_types import Choice, Field, Flag, Listing, Record, Rule, Shape, Table, Text, Whole

Schema = dict[str, Any]


def schema() -> Schema:
    """The JSON Schema of aksess.yaml."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "aksess.yaml",
        "description": "Workload identity for Azure Kubernetes Service: clusters, resources, workloads, access.",
        **_of(DOCUMENT),
    }


def _of(shape: Shape) -> Schema:
    match shape:
        case Text(example, rule):
            return {"type": "string", "examples": [example.strip('"')], **(_pattern(rule) if rule else {})}
        case Choice(words):
            return {"type": "string", "enum": list(words)}
        case Whole(least, most, example) if least == most:
            return {"const": example}
        case Whole(least, most, example):
            return {"type": "integer", "minimum": least, "maximum": most, "examples": [example]}
        case Flag():
            return {"type": "boolean"}
        case Listing(item, single, least):
            many: Schema = {"type": "array", "items": _of(item), **({"minItems": least} if least else {})}
            return {"anyOf": [_of(item), many]} if single else many
        case Table(key, value, most):
            values = {"type": "string", **_pattern(value)}
            return {
                "type": "object",
                "propertyNames": _pattern(key),
                "additionalProperties": values,
                "maxProperties": most,
            }
        case Record():
            return _record(shape)


def _pattern(rule: Rule) -> Schema:
    return {"pattern": f"^(?:{rule.pattern})$"}


def _record(shape: Record) -> Schema:
    required = [key for key, field in shape.fields.items() if field.required]
    made: Schema = {
        "type": "object",
        "properties": {key: _field(key, field) for key, field in shape.fields.items()},
        "additionalProperties": False,
    }
    if required:
        made["required"] = required
    if shape.one_of:
        made["allOf"] = [{"oneOf": [{"required": [key]} for key in group]} for group in shape.one_of]
    return {"anyOf": [_of(shape.fields[shape.shorthand].shape), made]} if shape.shorthand else made


def _field(key: str, field: Field) -> Schema:
    about = f"{field.about} Default: {field.absence}." if field.absence else field.about
    return {"title": key, "description": about, **_of(field.shape)}
