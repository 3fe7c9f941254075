"""What every test may use: a clock and random_source that are named beforehand, and a cloud in memory."""

from hypothesis import settings

pytest_plugins = ("tests.cloud_fixtures",)

# The same examples each time: whether a change is good must not depend on the day. `make fuzz` looks for new ones.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.register_profile("search", deadline=None, max_examples=3000)
settings.load_profile("same")
