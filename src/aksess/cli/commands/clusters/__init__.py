"""The commands of ``aksess cluster``, one a module."""
