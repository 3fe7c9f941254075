"""Stands in for the OIDC issuers of AKS, ``{region}.oic.prod-aks.azure.com``: the two documents of each cluster.

Does: the discovery document and the keys of every cluster of the local Azure, to anybody, as on Azure.

Does not: list issuers, or know those of other tenants; every other path is not found.
"""
