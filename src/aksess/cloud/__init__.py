"""The local Azure: Entra, ARM, AKS issuers, Key Vault and the others at their real host names, enforcing identity."""
