"""The built-in webhook's answer to an AdmissionReview."""

import asyncio
import base64
import json
from typing import Any

import msgspec
import pytest

from aksess.cluster.admission import review, settings_for
from aksess.cluster.errors import ApiGone
from aksess.inject import ServiceAccount

CLIENT = "11111111-1111-1111-1111-111111111111"
SETTINGS = settings_for("22222222-2222-2222-2222-222222222222", "1.37.2")


async def accounts(namespace: str, name: str) -> ServiceAccount | None:
    known = {("widemo", "wi-demo-sa"): {"azure.workload.identity/client-id": CLIENT}, ("widemo", "plain"): {}}
    found = known.get((namespace, name))
    return None if found is None else ServiceAccount(name, found)


def pod(account: str, **annotations: str) -> dict[str, Any]:
    return {
        "metadata": {"name": "quick-start", "annotations": annotations},
        "spec": {"serviceAccountName": account, "containers": [{"name": "a", "image": "i"}]},
    }


def reviewed(sent: Any, find: Any = accounts) -> dict[str, Any]:
    request = {"uid": "7", "namespace": "widemo", "operation": "CREATE", "object": sent}
    raw = json.dumps({"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": request}).encode()
    answered: dict[str, Any] = json.loads(asyncio.run(review(raw, SETTINGS, find)))
    assert ("admission.k8s.io/v1", "AdmissionReview") == (answered["apiVersion"], answered["kind"])
    assert "7" == answered["response"]["uid"]
    return dict(answered["response"])


def test_a_pod_gets_the_variables_and_the_token_of_the_release_that_aks_runs() -> None:
    response = reviewed(pod("wi-demo-sa"))
    patch = json.loads(base64.b64decode(response["patch"]))

    assert (True, "JSONPatch") == (response["allowed"], response["patchType"])
    text = json.dumps(patch)
    assert CLIENT in text
    assert "/var/run/secrets/azure/tokens" in text
    assert "/var/run/secrets/azure/wi" not in text


def test_what_a_person_should_know_comes_as_a_warning() -> None:
    response = reviewed(pod("plain"))

    assert response["allowed"]
    assert any("client-id" in each for each in response["warnings"])
    assert all(len(each) <= 256 for each in response["warnings"])


def test_a_missing_service_account_is_denied_as_on_aks() -> None:
    response = reviewed(pod("nobody"))

    assert (False, 400) == (response["allowed"], response["status"]["code"])
    assert 'serviceaccounts "nobody" not found' in response["status"]["message"]


def test_an_annotation_out_of_range_is_denied_with_the_range() -> None:
    response = reviewed(pod("wi-demo-sa", **{"azure.workload.identity/service-account-token-expiration": "10"}))

    assert not response["allowed"]
    assert "3600" in response["status"]["message"]


def test_an_api_server_that_does_not_answer_denies_and_is_not_taken_for_a_missing_account() -> None:
    async def gone(namespace: str, name: str) -> ServiceAccount | None:
        raise ApiGone("nobody answers")

    assert 500 == reviewed(pod("wi-demo-sa"), gone)["status"]["code"]


@pytest.mark.parametrize("sent", [None, "text", []])
def test_what_is_no_pod_is_denied(sent: Any) -> None:
    assert 400 == reviewed(sent)["status"]["code"]


def test_what_is_no_review_is_an_error() -> None:
    with pytest.raises(msgspec.DecodeError):
        asyncio.run(review(b'{"kind": "AdmissionReview"}', SETTINGS, accounts))
