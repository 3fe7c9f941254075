"""Bodies that are not what they must be are told so, and never more than that."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from aksess.cloud.pipeline.fault import Fault
from aksess.cloud.services.arm.body import BodyReader
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


BODY: dict[str, Any] = {
    "properties": {"sku": {"name": "standard"}, "rules": [{"ports": ["80", 443]}], "on": True, "days": 7}
}


def test_a_reader_reads_members_of_the_object_itself() -> None:
    """A missing member reads as the empty value of its type; what is read is no copy."""
    reader = BodyReader(BODY).object("properties")

    assert ("standard", True, 7) == (reader.object("sku").text("name"), reader.flag("on"), reader.number("days"))
    assert ("", None, None) == (reader.text("no"), reader.flag("no"), reader.number("no"))
    assert ([], [], {}) == (reader.objects("no"), reader.texts("no"), reader.object("no").content)
    assert BODY["properties"]["sku"] is reader.object("sku").content


def test_a_reader_knows_the_path_of_what_it_reads() -> None:
    """Callers state the name of a member, never its path."""
    reader = BodyReader(BODY).object("properties")
    rule = reader.readers("rules")[0]
    wrong: tuple[tuple[Callable[[], object], str], ...] = (
        (lambda: reader.text("sku"), "properties.sku"),
        (lambda: reader.object("sku").object("name"), "properties.sku.name"),
        (lambda: rule.texts("ports"), "properties.rules[].ports[]"),
        (lambda: rule.number("ports"), "properties.rules[].ports"),
    )
    for read, path in wrong:
        with pytest.raises(Fault, match=f"at path '{re.escape(path)}'"):
            read()
