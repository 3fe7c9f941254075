"""Stands in for Microsoft Entra ID at ``login.microsoftonline.com`` and its aliases, for one tenant.

Does: the v2.0 and v1 token endpoints with ``client_credentials`` (secret, certificate assertion, federated
assertion), OpenID configuration, signing keys, instance discovery.

Does not: sign users in (no authorize, device code, password or on-behalf-of), know other tenants, evaluate
Conditional Access. Those paths answer 501 and name themselves.
"""
