"""The resource types, a family a module. Each module exports ``ResourceType`` values for the table in ``kinds.py``."""
