"""What every test may use: a clock and chance that are named beforehand, and a cloud in memory."""

pytest_plugins = ("tests.cloud_fixtures",)
