"""Whatever an administrator writes to the directory is refused or kept, and the directory can be read afterwards."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from aksess.cloud.services.graph.routes import SERVICES
from tests.cloud_fixtures import Ask, Reply
from tests.hostile.bodies import changed, places
from tests.unit.cloud.services.graph.conftest import ROOT, Graph

ROLE = {"id": "1b19509b-32b1-4e9f-b71d-4992aa991967", "value": "do", "isEnabled": True, "displayName": "do"}
SECRET = {"displayName": "s", "startDateTime": "2025-10-09T00:00:00Z", "endDateTime": "2026-10-09T00:00:00Z"}
GOOD: dict[str, dict[str, Any]] = {
    "/applications": {
        "displayName": "a",
        "identifierUris": ["api://a"],
        "signInAudience": "AzureADMyOrg",
        "tags": ["t"],
        "api": {"requestedAccessTokenVersion": 2, "oauth2PermissionScopes": [{"id": ROLE["id"], "value": "v"}]},
        "web": {"redirectUris": ["https://a.test"], "implicitGrantSettings": {"enableIdTokenIssuance": True}},
        "appRoles": [ROLE],
        "requiredResourceAccess": [{"resourceAppId": ROLE["id"], "resourceAccess": [{"id": "x", "type": "Role"}]}],
        "passwordCredentials": [SECRET],
        "optionalClaims": {"accessToken": []},
    },
    "/applications/{application}/addPassword": {"passwordCredential": SECRET},
    "/applications/{application}/federatedIdentityCredentials": {
        "name": "fic",
        "issuer": "https://issuer.test/",
        "subject": "s",
        "audiences": ["api://AzureADTokenExchange"],
        "description": "d",
    },
    "/servicePrincipals": {
        "appId": "{client}",
        "accountEnabled": True,
        "alternativeNames": ["x"],
        "appRoleAssignmentRequired": False,
        "appRoles": [ROLE],
        "notificationEmailAddresses": ["a@b.test"],
        "passwordCredentials": [SECRET],
        "tags": ["t"],
    },
    "/servicePrincipals/{principal}/appRoleAssignments": {
        "principalId": "{principal}",
        "resourceId": "{principal}",
        "appRoleId": ROLE["id"],
    },
    "/groups": {
        "displayName": "g",
        "mailEnabled": False,
        "securityEnabled": True,
        "mailNickname": "g",
        "groupTypes": [],
    },
    "/users": {"displayName": "u", "userPrincipalName": "u@a.test", "accountEnabled": True, "businessPhones": ["1"]},
}
# What PATCH takes is what POST takes.
CHANGED = {"/applications/{application}": "/applications", "/servicePrincipals/{principal}": "/servicePrincipals"}
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [None, True, False, 0, 1, 1.0, -1, 10**30, "", "x", "\x00", "é" * 300, "2025-10-09T00:00:00Z",
     "0001-01-01T00:00+23:59", "9999-12-31T23:59:59Z", "9999-12-31T23:59-23:59", [], [None], [1], ["x"], [[]], [{}], {},
     {"x": 1}, {"api": [None]}]
)  # fmt: skip
WRITES = [
    *(("POST", path, path, place) for path, body in GOOD.items() for place in places(body)),
    *(("PATCH", path, like, place) for path, like in CHANGED.items() for place in places(GOOD[like])),
]
READS = ("/applications", "/servicePrincipals", "/groups", "/users", "/applications?$filter=tags/any(x:x eq 't')")


@pytest.fixture(scope="session")
def pipeline() -> RequestPipeline:
    """The directory alone."""
    return RequestPipeline(SERVICES)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writes=st.lists(st.tuples(st.sampled_from(WRITES), VALUES), min_size=1, max_size=4))
def test_every_write(ask: Ask, writes: list[tuple[tuple[str, str, str, tuple[Any, ...]], Any]]) -> None:
    """With a value in one place that is none of its own: one after the other, as they may build upon each other."""
    graph = Graph(ask, ask.operator(ROOT.rstrip("/")))
    application = graph.application()
    principal = graph.made("/servicePrincipals", appId=application["appId"])
    names = {"{application}": application["id"], "{principal}": principal["id"], "{client}": application["appId"]}
    for (method, path, like, place), value in writes:
        body = changed(GOOD[like], place, value).decode()
        _check(ask, graph(method, _filled(path, names), msgspec.json.decode(_filled(body, names))))
        for read in READS:
            _check(ask, graph("GET", read))


def _filled(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(name, value)
    return text


def _check(ask: Ask, reply: Reply) -> None:
    assert () == ask.cloud.activity_log.recent[-1].defect
    assert reply.status < 500 or (reply.status == 501 and "AksessInternalError" not in reply.body.decode())
