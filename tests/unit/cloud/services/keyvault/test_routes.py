"""Every operation of the service requires a grant, and each its own."""

from __future__ import annotations

import pytest

from aksess.cloud.pipeline.operation import RequiresVaultPermission
from aksess.cloud.pipeline.routing import Route
from aksess.cloud.services.keyvault.routes_certificates import CERTIFICATE_ROUTES
from aksess.cloud.services.keyvault.routes_keys import KEY_ROUTES
from aksess.cloud.services.keyvault.routes_secrets import SECRET_ROUTES
from tests.unit.cloud.services.keyvault.conftest import STRANGER, Bench
from tests.vaults import access_policy

ALL: tuple[Route, ...] = (*SECRET_ROUTES, *KEY_ROUTES, *CERTIFICATE_ROUTES)
NAMED = [pytest.param(route, id=f"{route.method} {route.template}") for route in ALL]


def path_of(route: Route) -> str:
    return route.template.format(name="x", version="0" * 32, issuer="ca")


@pytest.mark.parametrize("route", NAMED)
def test_without_a_token_it_is_challenged_and_without_a_grant_refused(bench: Bench, route: Route) -> None:
    """By role and by policy, before it is known whether anything is there."""
    path = path_of(route)
    unproven = bench.ask(route.method, f"https://widemo-kv.vault.azure.net{path}?api-version=7.6")
    by_role = bench(route.method, path, {}, who=STRANGER)
    bench.change(enableRbacAuthorization=False)
    by_policy = bench(route.method, path, {}, who=STRANGER)

    assert [401, 403, 403] == [unproven.status, by_role.status, by_policy.status]
    assert "ForbiddenByRbac" == by_role.json()["error"]["innererror"]["code"]
    assert "AccessDenied" == by_policy.json()["error"]["innererror"]["code"]


@pytest.mark.parametrize("route", NAMED)
def test_its_permission_and_no_other_lets_it_through(bench: Bench, route: Route) -> None:
    """An access policy with that one permission."""
    requirement = route.operation.requirement
    assert isinstance(requirement, RequiresVaultPermission)
    kind, permission = requirement.kind, requirement.permission
    policy = access_policy(bench.cloud, STRANGER, **{kind: [permission]})
    bench.change(enableRbacAuthorization=False, accessPolicies=[policy])

    assert bench(route.method, path_of(route), {}, who=STRANGER).status not in (401, 403, 501)


def test_what_is_not_done_here_is_501_by_name(bench: Bench) -> None:
    """Never a 404 that looks like a missing object, never a 500."""
    for method, path in (
        ("POST", f"/keys/k/{'0' * 32}/release"),
        ("POST", "/rng"),
        ("GET", "/storage"),
        ("GET", f"/keys/k/{'0' * 32}/attestation"),
        ("GET", "/keys/k//attestation"),
        ("PUT", "/secrets/s/versions/x"),
    ):
        reply = bench(method, path, {})
        assert (501, "NotImplemented") == (reply.status, reply.error)
        assert f"{method} {path}" in reply.json()["error"]["message"]
