"""Stands in for Azure Resource Manager at ``management.azure.com``, for one tenant with one subscription.

Does: tenants, subscriptions, locations, providers, resource groups, tags, and every resource type of the table in
``kinds.py``: created, read, listed, updated, deleted with all that is below it, authorized by role assignments at every
scope. Long-running operations end at once and say so where clients look.

Does not: deployments, locks, policies, management groups, moves, exports. Those, and types that are not in the table,
answer 501 and name themselves. API versions are checked for their form: a type answers in its newest shape.
"""
