"""What is asked of the whole account: List Containers, Get Account Information."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.resources.inventory import Resource
from aksess.cloud.services.blob.containers import containers_of, etag_of, lease_of, public_access
from aksess.cloud.services.blob.leases import LeaseState, locked, state_at
from aksess.cloud.storage.account import account_of
from aksess.cloud.storage.dates import http_date
from aksess.cloud.storage.listing import marked, page_of, page_size
from aksess.cloud.storage.xml_documents import Element, element, write

XML = (("content-type", "application/xml"),)


def list_containers(call: Call) -> Answer:
    """List Containers, by name; ``prefix``, ``marker``, ``maxresults``, ``include=metadata``."""
    account = account_of(call)
    prefix = call.query.get("prefix", "")
    names = {each.name: each for each in containers_of(call, account) if each.name.startswith(prefix)}
    page, following = page_of(sorted(names), marked(call), page_size(call))
    shows = call.query.get("include", "").lower().split(",")
    found = [_listed(call, names[name], with_metadata="metadata" in shows) for name in page]
    body = element(
        "EnumerationResults",
        *[element(name, text=call.query[key]) for name, key in _ECHOED if call.query.get(key)],
        element("Containers", *found),
        element("NextMarker", text=following),
        attributes={"ServiceEndpoint": f"https://{call.host}/"},
    )
    return Answer(200, write(body), XML)


def account_information(call: Call) -> Answer:
    """Get Account Information: what kind of account this is."""
    account = account_of(call)
    hierarchical = "true" if account.properties.get("isHnsEnabled") is True else "false"
    said = (
        ("x-ms-sku-name", account.sku),
        ("x-ms-account-kind", account.kind),
        ("x-ms-is-hns-enabled", hierarchical),
    )
    return Answer(200, b"", said)


_ECHOED = (("Prefix", "prefix"), ("Marker", "marker"), ("MaxResults", "maxresults"))


def _listed(call: Call, container: Resource, *, with_metadata: bool) -> Element:
    lease = lease_of(container)
    state = state_at(lease, call.now)
    properties = [
        ("Last-Modified", http_date(container.changed or container.created)),
        ("Etag", etag_of(container)),
        ("LeaseStatus", "locked" if locked(lease, call.now) else "unlocked"),
        ("LeaseState", state.value),
        *([("LeaseDuration", "infinite" if lease.duration < 0 else "fixed")] if state is LeaseState.LEASED else []),
        *([("PublicAccess", public_access(container))] if public_access(container) else []),
        ("DefaultEncryptionScope", "$account-encryption-key"),
        ("DenyEncryptionScopeOverride", "false"),
        ("HasImmutabilityPolicy", "false"),
        ("HasLegalHold", "false"),
        ("ImmutableStorageWithVersioningEnabled", "false"),
    ]
    parts = [
        element("Name", text=container.name),
        element("Properties", *[element(name, text=value) for name, value in properties]),
    ]
    if with_metadata:
        metadata = container.properties.get("metadata") or {}
        parts.append(element("Metadata", *[element(name, text=value) for name, value in metadata.items()]))
    return element("Container", *parts)
