"""Stands in for the Azure Instance Metadata Service at ``http://169.254.169.254``.

Does: tokens for the managed identities of whoever calls (the listener says which), and a short description of the
machine. At the operator's listener that identity is the operator.

Does not: attested data, scheduled events, maintenance, load balancer metadata. Those paths answer 501 and name
themselves.
"""
