"""Azure Files (``*.file.core.windows.net``): service properties, which Terraform's provider reads and writes.

Shares, directories and files are not done, and are answered 501 by name.
"""
