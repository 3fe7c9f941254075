"""The control host beside a Resource Manager."""

from tests.arm_scene import arm

__all__ = ["arm"]
