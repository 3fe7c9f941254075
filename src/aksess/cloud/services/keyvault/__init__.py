"""Stands in for the data plane of Azure Key Vault at ``{vault}.vault.azure.net``.

Does: secrets, keys with real cryptography, certificates (self-signed, imported, merged) with the key and secret behind
each; versions, attributes, tags, paging, soft delete, recovery, purge, purge protection, backup and restore; the
challenge, access policies or RBAC, the vault's network rules.

Does not: key rotation by the clock (``rotate`` works, a rotation policy is kept and shown), secure key release,
attestation, random bytes (a managed HSM's), certificates from a public authority, managed storage accounts. Those
answer 501 and name themselves.

Sources: Microsoft Learn, "Azure Key Vault REST API reference", "About keys", "About secrets", "About certificates";
answers recorded by the tests of Azure/azure-sdk-for-js, sdk/keyvault.
"""
