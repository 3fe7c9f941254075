"""Policies: what is left out, and what cannot be."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.keyvault.certificate_policies import PolicyBody, completed, merged

LEAST = {"issuer": {"name": "Self"}, "x509_props": {"subject": "CN=a"}}


def policy(sent: dict[str, Any]) -> dict[str, Any]:
    return completed(msgspec.convert(sent, PolicyBody))


def test_what_is_left_out_is_azures() -> None:
    """As a certificate shows it that was made with the least."""
    assert {
        "key_props": {"exportable": True, "kty": "RSA", "key_size": 2048, "reuse_key": False},
        "secret_props": {"contentType": "application/x-pkcs12"},
        "x509_props": {
            "subject": "CN=a",
            "ekus": ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
            "key_usage": ["digitalSignature", "keyEncipherment"],
            "validity_months": 12,
            "basic_constraints": {"ca": False},
        },
        "lifetime_actions": [{"trigger": {"lifetime_percentage": 80}, "action": {"action_type": "AutoRenew"}}],
        "issuer": {"name": "Self"},
    } == policy(LEAST)


def test_what_was_said_stays() -> None:
    """Names, usages and a curve."""
    props = {"subject": "", "sans": {"dns_names": ["a"], "ipAddresses": ["::1"]}, "ekus": [], "key_usage": []}
    found = policy({"issuer": {"name": "Unknown"}, "x509_props": props, "key_props": {"kty": "EC", "crv": "P-521"}})

    assert {"dns_names": ["a"], "ipAddresses": ["::1"]} == found["x509_props"]["sans"]
    assert ([], []) == (found["x509_props"]["ekus"], found["x509_props"]["key_usage"])
    assert ("P-521", 521) == (found["key_props"]["crv"], found["key_props"]["key_size"])
    assert "EmailContacts" == found["lifetime_actions"][0]["action"]["action_type"]


def test_a_completed_policy_is_complete() -> None:
    """Read again it is the same, and a part put in changes that part alone."""
    once = policy({**LEAST, "x509_props": {"subject": "CN=a", "sans": {"ipAddresses": ["10.0.0.1"]}}})
    changed = merged(once, msgspec.convert({"secret_props": {"contentType": "application/x-pem-file"}}, PolicyBody))

    assert once == merged(once, PolicyBody())
    assert {**once, "secret_props": {"contentType": "application/x-pem-file"}} == changed


@pytest.mark.parametrize(
    "sent",
    [
        {"issuer": {}},
        {"issuer": None},
        {"x509_props": {}},
        {"x509_props": {"sans": {"dns_names": []}}},
        {"x509_props": {"subject": "CN=a", "validity_months": 0}},
        {"x509_props": {"subject": "CN=a", "validity_months": 1201}},
        {"x509_props": {"subject": "CN=a", "key_usage": ["dance"]}},
        {"key_props": {"kty": "oct"}},
        {"key_props": {"key_size": 1024}},
        {"key_props": {"kty": "EC", "crv": "P-1"}},
        {"secret_props": {"contentType": "text/plain"}},
        {"lifetime_actions": [{"trigger": {"lifetime_percentage": 80}}]},
        {"lifetime_actions": [{"trigger": {}, "action": {"action_type": "AutoRenew"}}]},
        {
            "lifetime_actions": [
                {"trigger": {"lifetime_percentage": 8, "days_before_expiry": 3}, "action": {"action_type": "AutoRenew"}}
            ]
        },
    ],
)
def test_a_policy_that_cannot_be_is_refused(sent: dict[str, Any]) -> None:
    """BadParameter."""
    with pytest.raises(Fault) as refused:
        policy({**LEAST, **sent})

    assert (400, "BadParameter") == (refused.value.status, refused.value.code)
