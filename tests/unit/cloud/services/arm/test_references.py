"""Resources that name each other."""

from aksess.cloud.services.arm.references import ids_under


def test_ids_are_found_at_any_depth() -> None:
    """Those of objects with the name that was asked for."""
    content = {
        "a": [{"properties": {"subnet": {"id": "/one"}}}, {"subnet": {"id": "/two"}}],
        "subnet": {"name": "no id"},
        "other": {"id": "/three"},
    }

    assert ["/one", "/two"] == ids_under(content, "subnet")
