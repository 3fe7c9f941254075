"""Shapes that cross a socket between parts of aksess; nothing is decided here."""
