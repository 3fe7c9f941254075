"""Terraform: the two roots that ``aksess init`` writes, and running them in order with the user's own binary."""
