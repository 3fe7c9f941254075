"""What every test of Resource Manager starts from."""

from tests.arm_scene import arm

__all__ = ["arm"]
