"""The local Azure for tests: a pytest plugin and a small Python API."""
