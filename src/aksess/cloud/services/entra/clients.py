"""The client of a token request: its principal, and its client secret."""

from __future__ import annotations

import hashlib
import hmac

from aksess.chain import Link, Near
from aksess.cloud.identity.directory import Application, Kind, Principal
from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.entra.errors import refusal, shown
from aksess.wire.events import Decision


def find_client(call: Call, client_id: str) -> Principal:
    """Return the service principal or managed identity of a client id.

    Raises:
        Fault: 700016 for an unknown client id, 7000229 for an application without service principal, 7000112 for a
        disabled
            one.

    """
    directory = call.cloud.directory
    principal = directory.by_client_id(client_id)
    if principal is None:
        decision = _unknown_client(call, client_id)
        if directory.application_of(client_id) is not None:
            raise refusal(
                7000229,
                f"The client application {shown(client_id)} is missing service principal in the tenant "
                f"{call.cloud.settings.tenant}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119",
            ).because(decision)
        raise refusal(
            700016,
            f"Application with identifier '{shown(client_id)}' was not found in the directory "
            f"'{call.cloud.settings.tenant_name}'. This can happen if the application has not been installed by the "
            "administrator of the tenant or consented to by any user in the tenant. You may have sent your "
            "authentication request to the wrong tenant.",
        ).because(decision)
    if not principal.enabled:
        raise refusal(7000112, f"Application '{principal.app_id}'({principal.display_name}) is disabled.")
    return principal


def _unknown_client(call: Call, client_id: str) -> Decision:
    # The usual mistake: the object (principal) id instead of the client id.
    principal = call.cloud.directory.get(client_id)
    known = principal is not None and principal.app_id
    return Decision(
        link=Link.CLIENT_ID.value,
        found=shown(client_id),
        wanted=(principal.app_id,) if principal is not None and principal.app_id else (),
        near=Near.PRINCIPAL_ID.value if known else "",
        candidate=principal.app_id if principal is not None else "",
        finding="WI202" if known else "",
    )


def check_secret(call: Call, client: Principal, secret: str) -> None:
    """Check a client secret of the application or its service principal, in constant time.

    Raises:
        Fault: 7000215 for a wrong secret, 7000222 for an expired one, 7000232 for a managed identity.

    """
    if client.kind is Kind.MANAGED_IDENTITY:
        raise refusal(
            7000232,
            f"The identity '{client.app_id}' is a managed identity; it cannot be used with a client secret.",
        )
    digest = hashlib.sha256(secret.encode()).hexdigest()
    application = registered(call, client)
    known = [*client.secrets, *(application.secrets if application else [])]
    same = [each for each in known if hmac.compare_digest(each.sha256, digest)]
    if not same:
        raise refusal(
            7000215,
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "
            f"not the client secret ID, for a secret added to app '{client.app_id}'.",
        )
    if not any(each.starts <= call.now < (each.ends or float("inf")) for each in same):
        raise refusal(
            7000222,
            f"The provided client secret keys for app '{client.app_id}' are expired. Visit the Azure portal to create "
            "new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for "
            "added security: https://aka.ms/certCreds.",
        )


def registered(call: Call, client: Principal) -> Application | None:
    """Return the application of a service principal."""
    return call.cloud.directory.application_of(client.app_id) if client.kind is Kind.APPLICATION else None
