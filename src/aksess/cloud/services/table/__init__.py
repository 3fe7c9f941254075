"""Table Storage (``*.table.core.windows.net``): service properties, which Terraform's provider reads and writes.

Tables and entities are not done, and are answered 501 by name.
"""
