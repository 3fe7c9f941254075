"""Stands in for Microsoft Graph at ``graph.microsoft.com``, v1.0 and beta: the directory part of it.

Does: applications (with secrets, certificates and federated credentials), service principals, groups with members
and owners, users, app role assignments, directory objects, the organization; ``$filter``,
``$select``, ``$top``, ``$orderby``, ``$search`` and ``$count``.

Does not: mail, files, devices, administrative units, policies, delegated grants, batches. Only the operator (a
Global Administrator) and holders of application permissions get in.
"""
