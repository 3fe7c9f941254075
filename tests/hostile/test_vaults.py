"""Whatever an administrator of a vault sends to it is answered as theirs, never as a defect of ours."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.keyvault.routes import ROUTES, SERVICES
from tests.cloud_fixtures import Ask, Reply
from tests.hostile.bodies import changed, places
from tests.unit.cloud.services.keyvault.conftest import ADMIN, AUDIENCE, Bench
from tests.vaults import grant

LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, -1, 1, 5, 2048, 2**31, 2**63, 2**64, 10**400, 1.5, 253_402_300_799]),
    st.sampled_from(
        ["", "x", "RSA", "EC", "RSA-HSM", "P-256", "P-521", "encrypt", "sign", "RS256", "ES256", "RSA-OAEP", "AQAB",
         "AAAA", "P1Y", "P30D", "Rotate", "EmailContacts", "AutoRenew", "Self", "Unknown", "CN=x", "CN=", "cn=\x00",
         "application/x-pkcs12", "application/x-pem-file", "digitalSignature", "1.3.6.1.5.5.7.3.1", "a@b.test",
         "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "0" * 3000, "日本"]
    ),
)  # fmt: skip
MEMBERS = st.sampled_from(
    ["value", "contentType", "attributes", "enabled", "nbf", "exp", "tags", "kty", "crv", "key_size", "key_ops", "key",
     "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k", "alg", "digest", "policy", "key_props", "secret_props",
     "x509_props", "subject", "sans", "dns_names", "emails", "ekus", "key_usage", "validity_months", "issuer", "name",
     "cty", "reuse_key", "exportable", "lifetimeActions", "lifetime_actions", "trigger", "action", "type", "expiryTime",
     "timeAfterCreate", "timeBeforeExpiry", "lifetime_percentage", "days_before_expiry", "basic_constraints", "ca",
     "pwd", "x5c", "contacts", "email", "provider", "credentials", "org_details", "admin_details",
     "cancellation_requested"]
)  # fmt: skip
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(MEMBERS, inner, max_size=5)),
    max_leaves=12,
)
# Good bodies, of which one member at a time is made another.
GOOD: tuple[dict[str, Any], ...] = (
    {"value": "v", "contentType": "t", "attributes": {"enabled": True, "nbf": 1, "exp": 2}, "tags": {"a": "b"}},
    {"kty": "EC", "crv": "P-256", "key_ops": ["sign"], "attributes": {"exportable": False}, "tags": {"a": "b"}},
    {"kty": "RSA", "key_size": 2048, "public_exponent": 65537},
    {"key": {"kty": "EC", "crv": "P-256", "x": "AAAA", "y": "AAAA", "d": "AAAA", "key_ops": ["sign"]}, "Hsm": False},
    {"key": {"kty": "RSA", "n": "AQAB", "e": "AQAB", "d": "AQAB", "p": "AQAB", "q": "AQAB"}},
    {"alg": "ES256", "value": "A" * 43},
    {"alg": "ES256", "value": "A" * 86, "digest": "A" * 43},
    {
        "lifetimeActions": [{"trigger": {"timeAfterCreate": "P30D"}, "action": {"type": "Rotate"}}],
        "attributes": {"expiryTime": "P90D"},
    },
    {
        "policy": {
            "key_props": {"kty": "EC", "crv": "P-256", "exportable": True, "reuse_key": False},
            "secret_props": {"contentType": "application/x-pem-file"},
            "x509_props": {
                "subject": "CN=x",
                "sans": {"dns_names": ["x.test"], "emails": ["a@b.test"], "upns": ["a@b.test"]},
                "ekus": ["1.3.6.1.5.5.7.3.1"],
                "key_usage": ["digitalSignature"],
                "validity_months": 12,
                "basic_constraints": {"ca": False, "path_len_constraint": 0},
            },
            "lifetime_actions": [{"trigger": {"lifetime_percentage": 80}, "action": {"action_type": "AutoRenew"}}],
            "issuer": {"name": "Self", "cert_transparency": True, "cty": "x"},
            "attributes": {"enabled": True},
        },
        "attributes": {"enabled": True},
        "tags": {"a": "b"},
    },
    {"contacts": [{"email": "a@b.test", "name": "a", "phone": "1"}]},
    {
        "provider": "Test",
        "credentials": {"account_id": "a", "pwd": "b"},
        "org_details": {"id": "1", "admin_details": [{"first_name": "a", "email": "a@b.test"}]},
        "attributes": {"enabled": True},
    },
    {"cancellation_requested": True},
)


MUTANTS = st.sampled_from([(body, place) for body in GOOD for place in places(body)])
BODIES = st.one_of(
    st.builds(lambda mutant, value: changed(mutant[0], mutant[1], value), MUTANTS, VALUES),
    st.sampled_from(GOOD).map(msgspec.json.encode),
    st.dictionaries(MEMBERS, VALUES, max_size=6).map(msgspec.json.encode),
    st.sampled_from([b"", b"{}", b"[]", b"null", b"{", b"\xff", b'{"x":' * 5000, b'{"value":"\\ud800"}', b"[" * 5000]),
)
NAMES = st.sampled_from(["x", "x", "y", "x-1", "a" * 127, "a" * 128, "a_b", "%00", "%FF", "..", "%2F", "é", "%C3%A9"])
VERSIONS = st.sampled_from(["0" * 32, "current", "a%2Fb", "%00", "A" * 33])
QUERIES = st.sampled_from(
    ["", "&maxresults=1", "&maxresults=-1", "&maxresults=99999999999", "&$skiptoken=AAAA", "&$skiptoken=%FF",
     "&$skiptoken=w6k=", "&api-version=1", "&includePending=true"]
)  # fmt: skip
SOME_OF_EACH = (
    ("PUT", "/secrets/x", {"value": "v"}),
    ("POST", "/keys/x-1/create", {"kty": "EC"}),
    ("PUT", "/certificates/issuers/x", {"provider": "Test"}),
)


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """The vaults alone."""
    return RequestPipeline(SERVICES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(route=st.sampled_from(ROUTES.rows), name=NAMES, version=VERSIONS, query=QUERIES, body=BODIES)
def test_every_operation(ask: Ask, route: Route, name: str, version: str, query: str, body: bytes) -> None:
    """With anything in its path, query and body."""
    bench = Bench(ask)
    grant(ask.cloud, ADMIN, "Key Vault Administrator", bench.make())
    for method, path, content in SOME_OF_EACH:
        bench.ok(method, path, content)
    path = route.template.format(name=name, version=version, issuer=name)
    url = f"https://widemo-kv.vault.azure.net{path}?api-version=7.6{query}"

    _check(ask, ask(route.method, url, body=body, token=ask.token(ADMIN, AUDIENCE)))


def _check(ask: Ask, reply: Reply) -> None:
    assert () == ask.cloud.activity_log.recent[-1].defect
    assert reply.status < 500 or (reply.status == 501 and "AksessInternalError" not in reply.body.decode())
