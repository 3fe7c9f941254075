"""The control host: who may ask it, and what it answers."""

import os
from typing import Any

import pytest

from aksess.cloud.oidc.jws import UnverifiedToken, read
from tests.cloud_fixtures import Ask, Reply
from tests.cloud_objects import issuer_of, put_cluster, put_credential, put_identity

HOST = "http://control.aksess.internal"
SUBJECT = "system:serviceaccount:widemo:wi-demo-sa"
POD: dict[str, Any] = {"namespace": "widemo", "serviceAccount": "wi-demo-sa"}


def control(ask: Ask, method: str, path: str, content: Any = None) -> Reply:
    return ask(method, f"{HOST}{path}", content=content, token=ask.cloud.administration.key)


@pytest.mark.parametrize("key", ["", "wrong"])
def test_without_the_key_nothing_is_told(ask: Ask, key: str) -> None:
    assert 401 == ask("GET", f"{HOST}/status", token=key).status


def test_no_token_of_azure_opens_it(ask: Ask) -> None:
    """Not even the operator's, for whatever audience."""
    token = ask.operator(audience="https://control.aksess.internal")

    assert 401 == ask("GET", f"{HOST}/operator", token=token).status


def test_what_it_is_asked_is_no_event(ask: Ask) -> None:
    """Events are what happened in Azure; reading them must not make new ones."""
    control(ask, "GET", "/events")

    assert {"next": 0, "events": []} == control(ask, "GET", "/events").json()


def test_status_names_clusters_and_their_issuers(ask: Ask) -> None:
    cluster = put_cluster(ask.cloud)

    status = control(ask, "GET", "/status").json()

    assert [{"id": cluster.id, "name": "widemo-aks", "issuer": issuer_of(ask.cloud, cluster)}] == status["clusters"]
    assert 1 == status["resources"]["microsoft.containerservice/managedclusters"]
    assert ask.cloud.settings.operator_secret not in str(status)


def test_an_operation_that_is_not_there_names_itself(ask: Ask) -> None:
    answer = control(ask, "GET", "/nonsense")

    assert 501 == answer.status
    assert "GET /nonsense" in answer.json()["message"]


def test_a_pod_speaks_for_the_identity_that_vouches_for_its_service_account(ask: Ask) -> None:
    cluster, identity = put_cluster(ask.cloud), put_identity(ask.cloud)
    put_identity(ask.cloud, "another")
    put_credential(ask.cloud, identity, issuer_of(ask.cloud, cluster), SUBJECT)

    pod = control(ask, "POST", "/pods", POD).json()

    assert (identity.app_id, "wi-api", "widemo-aks") == (pod["clientId"], pod["identity"], pod["cluster"])


def test_two_identities_for_one_service_account_are_an_error_that_names_both(ask: Ask) -> None:
    cluster = put_cluster(ask.cloud)
    for name in ("one", "two"):
        put_credential(ask.cloud, put_identity(ask.cloud, name), issuer_of(ask.cloud, cluster), SUBJECT)

    answer = control(ask, "POST", "/pods", POD)

    assert 409 == answer.status
    assert all(word in answer.json()["message"] for word in ("one (", "two (", "--client-id"))


@pytest.mark.parametrize("by", ["name", "client id"])
def test_a_client_id_chooses_between_two(ask: Ask, by: str) -> None:
    cluster = put_cluster(ask.cloud)
    one, two = put_identity(ask.cloud, "one"), put_identity(ask.cloud, "two")
    for identity in (one, two):
        put_credential(ask.cloud, identity, issuer_of(ask.cloud, cluster), SUBJECT)

    pod = control(ask, "POST", "/pods", {**POD, "clientId": "Two" if by == "name" else two.app_id}).json()

    assert two.app_id == pod["clientId"]


def test_a_declared_annotation_comes_before_the_search(ask: Ask) -> None:
    """As in a cluster: the annotation decides, whoever vouches."""
    cluster = put_cluster(ask.cloud)
    one, two = put_identity(ask.cloud, "one"), put_identity(ask.cloud, "two")
    put_credential(ask.cloud, one, issuer_of(ask.cloud, cluster), SUBJECT)
    control(ask, "PUT", "/applied", {"source": "aksess.yaml", "accounts": [{**POD, "clientId": two.app_id}]})

    assert two.app_id == control(ask, "POST", "/pods", POD).json()["clientId"]


def test_what_was_applied_is_remembered_for_each_file(ask: Ask) -> None:
    for source, ids in (("/a/aksess.yaml", ["/one"]), ("/b/aksess.yaml", ["/two"])):
        control(ask, "PUT", "/applied", {"source": source, "ids": ids})

    assert ["/one"] == control(ask, "GET", "/applied?source=%2Fa%2Faksess.yaml").json()["ids"]


def test_nobody_vouches_and_the_error_says_for_whom_somebody_would(ask: Ask) -> None:
    cluster = put_cluster(ask.cloud)
    put_credential(ask.cloud, put_identity(ask.cloud), issuer_of(ask.cloud, cluster), SUBJECT)

    answer = control(ask, "POST", "/pods", {**POD, "serviceAccount": "default"})

    assert 404 == answer.status
    assert SUBJECT in answer.json()["message"]


def test_two_clusters_that_both_would_do_are_an_error_that_names_both(ask: Ask) -> None:
    identity = put_identity(ask.cloud)
    for name in ("blue", "green"):
        put_credential(ask.cloud, identity, issuer_of(ask.cloud, put_cluster(ask.cloud, name)), SUBJECT, name)

    answer = control(ask, "POST", "/pods", POD)
    chosen = control(ask, "POST", "/pods", {**POD, "cluster": "GREEN"})

    assert 409 == answer.status
    assert "blue, green" in answer.json()["message"]
    assert "green" == chosen.json()["cluster"]


def test_no_cluster_yet_says_how_to_get_one(ask: Ask) -> None:
    answer = control(ask, "POST", "/pods", POD)

    assert 404 == answer.status
    assert "aksess up --apply" in answer.json()["message"]


def test_a_token_is_the_one_that_a_kubelet_would_project(ask: Ask) -> None:
    """Claims of the API server's TokenRequest with a bound pod; no ``typ`` in the header."""
    cluster = put_cluster(ask.cloud)
    wanted = {
        **POD, "clusterId": cluster.id, "audience": "api://AzureADTokenExchange", "expiration": 3600,
        "pod": "wi-api", "podUid": "0e1a2b3c-0000-4000-8000-000000000000",
    }  # fmt: skip

    parts = read(UnverifiedToken(control(ask, "POST", "/tokens", wanted).json()["token"]))

    assert parts is not None
    assert {"alg", "kid"} == set(parts.header)
    assert (SUBJECT, issuer_of(ask.cloud, cluster)) == (parts.claims["sub"], parts.claims["iss"])
    assert 3600 == parts.claims["exp"] - parts.claims["iat"]
    assert "wi-api" == parts.claims["kubernetes.io"]["pod"]["name"]


def test_a_token_for_less_than_ten_minutes_is_refused_as_the_api_server_does(ask: Ask) -> None:
    cluster = put_cluster(ask.cloud)
    wanted = {**POD, "clusterId": cluster.id, "audience": "a", "expiration": 599, "pod": "p", "podUid": "u"}

    assert 422 == control(ask, "POST", "/tokens", wanted).status


def test_rotated_keys_overlap_for_a_day(ask: Ask) -> None:
    cluster = put_cluster(ask.cloud)

    rotated = control(ask, "POST", "/rotate/widemo-aks").json()

    issuer = ask.cloud.cluster_issuers.of_cluster(cluster.id)
    assert issuer is not None
    assert [rotated["before"], rotated["kid"]] == [key["kid"] for key in ask.cloud.cluster_issuers.published(issuer)]
    assert 24 * 3600 == rotated["until"] - ask.cloud.clock.now()


def test_a_switch_is_changed_and_the_others_stay(ask: Ask) -> None:
    control(ask, "PATCH", "/simulation", {"throttle": 3})

    assert 3 == control(ask, "PATCH", "/simulation", {"entra_outage": True}).json()["throttle"]


@pytest.mark.parametrize("changes", [{"nonsense": 1}, {"throttle": "much"}, [1]])
def test_a_switch_that_is_none_is_named(ask: Ask, changes: object) -> None:
    assert 400 == control(ask, "PATCH", "/simulation", changes).status


def test_a_door_needs_somebody_to_end_with(ask: Ask) -> None:
    """A listener whose program is gone would stay open for ever."""
    assert 404 == control(ask, "POST", "/listeners", {"name": "run", "pid": 2**22 + 1}).status


def test_a_cloud_that_nobody_serves_has_no_doors(ask: Ask) -> None:
    assert 409 == control(ask, "POST", "/listeners", {"name": "run", "pid": os.getpid()}).status


def test_stop_is_for_who_runs_it(ask: Ask) -> None:
    """A local Azure inside a test cannot be stopped from outside; one that ``aksess up`` runs can."""
    asked: list[str] = []
    before = control(ask, "POST", "/stop").status
    ask.cloud.administration.stop = lambda: asked.append("stop")

    assert (409, 202) == (before, control(ask, "POST", "/stop").status)
    assert ["stop"] == asked
