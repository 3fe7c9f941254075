"""The identity scene, for every test of Entra."""

from tests.federation_scene import scene

__all__ = ["scene"]
