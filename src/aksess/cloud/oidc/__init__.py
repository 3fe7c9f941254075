"""OpenID Connect: signed tokens, signing keys, discovery documents, the issuers of the AKS clusters."""
