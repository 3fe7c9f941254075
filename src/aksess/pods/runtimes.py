"""Which runtime runs the containers of this machine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from aksess.pods.process_runtime import ProcessRuntime
from aksess.pods.runtime import Dial, Runtime


@dataclass(frozen=True, slots=True)
class RuntimeOptions:
    """What a runtime is chosen and made with.

    Attributes:
        environment: the user's.
        state: folder of the local Azure's state; ``ca/root.pem`` is its root certificate.
        dial: opens a connection to a Service or pod of the cluster, by name or address.
        images: the command that stands in for an image, by its name.
    """

    environment: Mapping[str, str]
    state: Path
    dial: Dial
    images: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def choose_runtime(options: RuntimeOptions) -> Runtime:
    """The best runtime that works here."""
    return ProcessRuntime(options.environment, options.state, options.images)
