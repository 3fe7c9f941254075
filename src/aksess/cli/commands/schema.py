"""``aksess schema``."""

from __future__ import annotations

from aksess.cli import say


def schema() -> None:
    """The JSON Schema of aksess.yaml, for editors."""
    import json

    from aksess.model.json_schema import schema as form

    say.result(json.dumps(form(), indent=2))
