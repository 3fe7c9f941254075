"""Bodies that are not what they must be are told so, and never more than that."""

import pytest

from tests.arm_scene import Arm

DEEP = "[" * 100 + "]" * 100


@pytest.mark.parametrize(
    "body",
    [
        b"", b"{", b"null", b"[]", b'"x"', b"5", b"{'location': 'x'}", b"\xff\xfe", b'{"location": "\\ud800"}', b"NaN",
        b'{"location": 5}', b'{"location": "westeurope", "tags": []}', b'{"location": "westeurope", "tags": {"a": 1}}',
        b'{"location": "westeurope", "properties": "x"}', b'{"location": "westeurope", "surprise": 1}',
        b'{"location": "westeurope", "properties": {"a": ' + DEEP.encode() + b"}}",
        b'{"location": "westeurope", "properties": {"a": 123456789012345678901234567890}}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_body_that_is_no_resource_is_refused(arm: Arm, body: bytes) -> None:
    """400 InvalidRequestContent, whatever is wrong with it."""
    reply = arm("PUT", "~/resourceGroups/other", body=body, headers={"content-type": "application/json"})

    assert (400, "InvalidRequestContent") == (reply.status, reply.error)


@pytest.mark.parametrize(
    ("properties", "path"),
    [
        ({"tenantId": 5}, "properties.tenantId"),
        ({"accessPolicies": {}}, "properties.accessPolicies"),
        ({"accessPolicies": [5]}, "properties.accessPolicies[]"),
        ({"enabledForDeployment": "yes"}, "properties.enabledForDeployment"),
        ({"softDeleteRetentionInDays": 7.5}, "properties.softDeleteRetentionInDays"),
        ({"networkAcls": []}, "properties.networkAcls"),
        ({"networkAcls": {"ipRules": {}}}, "properties.networkAcls.ipRules"),
    ],
)
def test_a_member_of_the_wrong_type_is_named(arm: Arm, properties: dict[str, object], path: str) -> None:
    """The message says where, what was found and what was wanted."""
    usual = {"tenantId": arm.cloud.settings.tenant, "sku": {"family": "A", "name": "standard"}}
    content = {"location": "westeurope", "properties": {**usual, **properties}}
    reply = arm("PUT", "Microsoft.KeyVault/vaults/widemo-kv", content)

    assert 400 == reply.status
    assert f"'{path}'" in reply.json()["error"]["message"]


@pytest.mark.parametrize("kind", ["", "text/plain", "application/x-www-form-urlencoded", "application/json-patch+json"])
def test_a_body_that_is_not_said_to_be_json_is_not_read(arm: Arm, kind: str) -> None:
    """415, as Azure answers: also where nothing is said of it."""
    headers = {"content-type": kind} if kind else {}
    reply = arm("PUT", "~/resourceGroups/other", body=b'{"location": "westeurope"}', headers=headers)

    assert (415, "UnsupportedMediaType") == (reply.status, reply.error)
    assert f"'{kind or '<null>'}'" in reply.json()["error"]["message"]


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "Application/JSON"])
def test_json_may_be_said_in_more_words(arm: Arm, kind: str) -> None:
    reply = arm("PUT", "~/resourceGroups/other", body=b'{"location": "westeurope"}', headers={"content-type": kind})

    assert 201 == reply.status
