"""The identity scene, and a site of the outside world."""

from tests.federation_scene import scene
from tests.https_site import site, trusted_site

__all__ = ["scene", "site", "trusted_site"]
