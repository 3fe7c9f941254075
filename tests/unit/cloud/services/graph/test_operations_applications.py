"""Applications: registered, read, changed, deleted, restored."""

import pytest

from tests.unit.cloud.services.graph.conftest import Graph


def test_an_application_is_shown_as_it_was_registered(graph: Graph) -> None:
    made = graph.application(identifierUris=["api://one"], tags=["a"], api={"requestedAccessTokenVersion": 2})
    read = graph("GET", f"/applications/{made['id']}").json()

    assert ("app", ["api://one"], ["a"], 2) == (
        read["displayName"],
        read["identifierUris"],
        read["tags"],
        read["api"]["requestedAccessTokenVersion"],
    )
    assert made["appId"] != made["id"]


def test_what_was_never_written_has_graphs_own_value(graph: Graph) -> None:
    """Terraform plans a change wherever a value comes back that it did not expect."""
    made = graph.application()

    assert ("AzureADMyOrg", [], {"redirectUris": []}, [], None) == (
        made["signInAudience"],
        made["appRoles"],
        made["publicClient"],
        made["api"]["oauth2PermissionScopes"],
        made["isFallbackPublicClient"],
    )


def test_a_patch_changes_what_it_names_and_nothing_else(graph: Graph) -> None:
    """Also within ``api``."""
    made = graph.application(notes="kept", api={"requestedAccessTokenVersion": 2, "acceptMappedClaims": True})
    path = f"/applications/{made['id']}"

    assert graph("PATCH", path, {"displayName": "new", "api": {"acceptMappedClaims": None}}).status == 204
    read = graph("GET", path).json()
    assert ("new", "kept", 2, None) == (
        read["displayName"],
        read["notes"],
        read["api"]["requestedAccessTokenVersion"],
        read["api"]["acceptMappedClaims"],
    )


def test_nobody_writes_what_graph_sets(graph: Graph) -> None:
    made = graph.application()
    path = f"/applications/{made['id']}"
    graph("PATCH", path, {"appId": "x", "id": "x", "publisherDomain": "evil.test", "createdDateTime": "2000-01-01"})

    read = graph("GET", path).json()
    assert {name: made[name] for name in ("appId", "id", "publisherDomain", "createdDateTime")} == {
        name: read[name] for name in ("appId", "id", "publisherDomain", "createdDateTime")
    }


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"displayName": ""},
        {"displayName": 7},
        {"displayName": "x" * 257},
        {"displayName": "a", "identifierUris": "api://x"},
        {"displayName": "a", "identifierUris": ["has space"]},
        {"displayName": "a", "identifierUris": [1]},
        {"displayName": "a", "api": {"requestedAccessTokenVersion": 3}},
        {"displayName": "a", "api": {"requestedAccessTokenVersion": True}},
        {"displayName": "a", "api": "x"},
        {"displayName": "a", "appRoles": "x"},
        {"displayName": "a", "tags": [1]},
        {"displayName": "a", "web": {"redirectUris": "https://a.test"}},
        {"displayName": "a", "oauth2RequirePostResponse": "yes"},
        {"displayName": "a", "keyCredentials": [{"type": "AsymmetricX509Cert"}]},
        {"displayName": "a", "keyCredentials": [{"key": "bm8gY2VydGlmaWNhdGU="}]},
        {"displayName": "a", "passwordCredentials": [1]},
        {"displayName": "a", "owners@odata.bind": ["https://graph.microsoft.com/v1.0/x"]},
        [],
        "x",
        7,
    ],
)
def test_what_is_no_application_is_not_registered(graph: Graph, content: object) -> None:
    before = len(graph.listed("/applications"))
    reply = graph("POST", "/applications", content)

    assert (400, before) == (reply.status, len(graph.listed("/applications")))


def test_a_collection_that_is_null_is_empty(graph: Graph) -> None:
    assert graph.application(tags=None, appRoles=None)["appRoles"] == []


def test_a_name_for_tokens_belongs_to_one_application(graph: Graph) -> None:
    graph.application(identifierUris=["api://one"])
    reply = graph("POST", "/applications", {"displayName": "b", "identifierUris": ["api://one"]})

    assert (400, True) == (reply.status, "identifierUris already exists" in reply.json()["error"]["message"])


def test_an_application_may_keep_its_own_name(graph: Graph) -> None:
    made = graph.application(identifierUris=["api://one"])

    assert graph("PATCH", f"/applications/{made['id']}", {"identifierUris": ["api://one", "api://two"]}).status == 204


def test_a_role_in_force_is_disabled_before_it_goes(graph: Graph) -> None:
    role = {"id": "1b19509b-32b1-4e9f-b71d-4992aa991967", "value": "do", "isEnabled": True}
    made = graph.application(appRoles=[role])
    path = f"/applications/{made['id']}"

    assert graph("PATCH", path, {"appRoles": []}).error == "CannotDeleteOrUpdateEnabledEntitlement"
    assert graph("PATCH", path, {"appRoles": [{**role, "isEnabled": False}]}).status == 204
    assert graph("PATCH", path, {"appRoles": []}).status == 204


def test_a_deleted_application_is_gone_with_its_service_principal(graph: Graph) -> None:
    made = graph.application()
    principal = graph.made("/servicePrincipals", appId=made["appId"])

    assert graph("DELETE", f"/applications/{made['id']}").status == 204
    assert [404, 404] == [
        graph("GET", path).status for path in (f"/applications/{made['id']}", f"/servicePrincipals/{principal['id']}")
    ]


def test_a_deleted_application_can_be_restored_or_purged(graph: Graph) -> None:
    made = graph.application()
    item = f"/directory/deletedItems/{made['id']}"
    graph("DELETE", f"/applications/{made['id']}")
    assert made["id"] in [each["id"] for each in graph.listed("/directory/deletedItems/microsoft.graph.application")]

    assert graph("POST", f"{item}/restore").status == 200
    assert graph("GET", f"/applications/{made['id']}").status == 200
    assert graph("GET", item).status == 404
    graph("DELETE", f"/applications/{made['id']}")
    assert [204, 404] == [graph("DELETE", item).status, graph("GET", item).status]


def test_whoever_registers_an_application_owns_it(graph: Graph) -> None:
    made = graph.application()
    owners = graph.listed(f"/applications/{made['id']}/owners")

    assert [graph.ask.cloud.settings.operator_object_id] == [each["id"] for each in owners]


@pytest.mark.parametrize("version", ["v1.0", "beta"])
def test_both_versions_see_the_same(graph: Graph, version: str) -> None:
    made = graph.application()
    graph.version = version
    read = graph("GET", f"/applications/{made['id']}?$select=oauth2RequirePostResponse").json()

    assert (False, made["id"]) == (read["oauth2RequirePostResponse"], read["id"])


def test_who_may_sign_in_is_one_of_four(graph: Graph) -> None:
    assert graph("POST", "/applications", {"displayName": "a", "signInAudience": "Everybody"}).status == 400
    assert graph.application(signInAudience="AzureADMultipleOrgs")["signInAudience"] == "AzureADMultipleOrgs"
