"""The identity scene, for whoever attacks it."""

from tests.federation_scene import scene

__all__ = ["scene"]
