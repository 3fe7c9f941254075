"""The identifiers of one local cloud: its tenant, its subscription, its operator."""

from __future__ import annotations

import msgspec

# TEST-NET-3 (RFC 5737): an address that validators take for a public one and that nobody owns.
OPERATOR_ADDRESS = "203.0.113.10"


class Settings(msgspec.Struct, frozen=True):
    """Identifiers that stay the same for the life of a data directory.

    tenant, subscription, operator_object_id, operator_client_id: GUIDs. operator_secret: the operator's client
    secret, made for this directory. tenant_domain: the tenant's verified domain. tenant_created: Unix seconds; a
    tenant is older than its content.
    """

    tenant: str
    subscription: str
    operator_client_id: str
    operator_object_id: str
    operator_secret: str
    tenant_domain: str = "aksess.onmicrosoft.com"
    tenant_name: str = "aksess"
    tenant_created: int = 1_577_836_800
    subscription_name: str = "local"
    operator_address: str = OPERATOR_ADDRESS

    def __repr__(self) -> str:
        return f"Settings(tenant={self.tenant!r}, subscription={self.subscription!r})"
