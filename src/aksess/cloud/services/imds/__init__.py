"""Stands in for the Azure Instance Metadata Service at ``http://169.254.169.254``.

Does: tokens for the managed identities of whoever calls (the door says which), and a short description of the
machine. The operator's own door has no identity, as a laptop has none.

Does not: attested data, scheduled events, maintenance, load balancer metadata.
"""
