"""App Configuration's data plane (``*.azconfig.io``), as its REST API is documented on Microsoft Learn.

Done: bearer tokens and access keys, key-values with labels, tags, conditions, filters and pages, keys, labels,
locks, revisions, access to past states, snapshots; feature flags and Key Vault references are key-values whose
content type says so. Not done: replicas, experimentation, customer-managed encryption.
"""
