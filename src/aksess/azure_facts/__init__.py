"""Facts about Azure that are data: built-in roles, regions, naming rules. Every fact is written here once.

The packages above read the facts and decide; a module of this package decides nothing. Import its modules directly.
"""
