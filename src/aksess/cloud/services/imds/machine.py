"""The machine that the metadata service describes: one for each listener."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Call


def machine_id(call: Call) -> str:
    """The ARM id of the machine that calls, made of its listener's name."""
    return (
        f"/subscriptions/{call.cloud.settings.subscription}/resourcegroups/local/providers/"
        f"Microsoft.Compute/virtualMachines/{call.origin.name}"
    )
