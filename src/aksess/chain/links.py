"""The links of the chain, in walking order: one table that everything else reads."""

from __future__ import annotations

from enum import StrEnum


class Link(StrEnum):
    """Where a chain can break. The order of the members is the order of the walk, from the pod to the secret."""

    LABEL = "label"  # the pod asks for an identity
    SERVICE_ACCOUNT = "service account"  # the pod's service account exists
    CLIENT_ID = "client id"  # its annotation names an identity that exists
    TENANT = "tenant"  # the sign-in is in the identity's tenant
    CREDENTIAL = "federated credential"  # the identity has one at all
    ISSUER = "issuer"  # one of them trusts the cluster
    SUBJECT = "subject"  # ... and this service account
    AUDIENCE = "audience"  # ... and this audience
    KEY = "key"  # the issuer publishes the key that signed the token
    SIGNATURE = "signature"  # the signature is that key's
    LIFETIME = "lifetime"  # the token is in force, and short-lived
    NETWORK = "network"  # the resource admits the caller's address
    GRANT = "grant"  # a role or a policy lets the principal do it
    OBJECT = "object"  # what it asks for is there
