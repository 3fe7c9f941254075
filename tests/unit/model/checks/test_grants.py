"""Access that exists, that gives something, and that the vault listens to."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from aksess.model import Model, Problem

Only = Callable[[str], Problem]
Warnings = Callable[[str], list[str]]
BASE = """
clusters: [{name: aks}]
vaults: [{name: kv1, secrets: [one]}, {name: old, authorization: policies, secrets: [one]}]
configurationStores: [{name: store}]
storageAccounts: [{name: acc, containers: [data], queues: [jobs]}]
"""


def workload(*access: str) -> str:
    return BASE + f"workloads: [{{name: web, serviceAccount: a/b, access: [{', '.join(access)}]}}]"


@pytest.mark.parametrize(
    ("role", "hint"),
    [
        ("Key Vault Secret User", "did you mean `Key Vault Secrets User`?"),
        ("key vault secrets user", "did you mean `Key Vault Secrets User`?"),
        ("4633458b-17de-408a-b874-0445c86b69e6", "use the name of a built-in role"),
    ],
)
def test_a_role_that_is_not_known(only: Only, role: str, hint: str) -> None:
    """Names, spelled as Azure spells them."""
    problem = only(workload(f"{{to: vault/kv1, as: {role}}}"))

    assert f"`{role}` is not a built-in role" == problem.says
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("to", "role"),
    [
        ("vault/kv1", "Contributor"),
        ("vault/kv1", "Owner"),
        ("vault/kv1", "Key Vault Contributor"),
        ("vault/kv1/secrets/one", "Key Vault Crypto User"),
        ("vault/kv1", "Storage Blob Data Reader"),
        ("configuration/store", "Reader"),
        ("storage/acc", "Contributor"),
        ("storage/acc/containers/data", "Storage Queue Data Reader"),
        ("storage/acc/queues/jobs", "Storage Blob Data Reader"),
    ],
)
def test_a_role_that_gives_nothing_there_is_warned_of(warnings: Warnings, to: str, role: str) -> None:
    """Management is not data."""
    assert [f"role `{role}` gives no access to what is in `{to}`, only to its management"] == warnings(
        workload(f"{{to: {to}, as: {role}}}")
    )


@pytest.mark.parametrize(
    ("to", "role"),
    [
        ("vault/kv1", "Key Vault Secrets User"),
        ("vault/kv1", "Key Vault Administrator"),
        ("vault/kv1/secrets/one", "Key Vault Secrets User"),
        ("vault/kv1", "Key Vault Crypto User"),
        ("configuration/store", "App Configuration Data Reader"),
        ("storage/acc", "Storage Queue Data Reader"),
        ("storage/acc", "Storage Blob Delegator"),
        ("storage/acc/containers/data", "Storage Blob Data Owner"),
        ("storage/acc/queues/jobs", "Storage Queue Data Message Sender"),
        ("resourceGroup", "Contributor"),
        ("subscription", "Reader"),
    ],
)
def test_a_role_that_gives_something_is_not(read: Callable[[str], Model], to: str, role: str) -> None:
    """Data roles of the resource, and any role where the question makes no sense."""
    assert () == read(workload(f"{{to: {to}, as: [{role}]}}")).warnings


@pytest.mark.parametrize(
    ("access", "says", "hint"),
    [
        (
            "{to: vault/kv1, secrets: get}",
            "vault `kv1` decides by role assignments, so `secrets` permissions would give nothing",
            "`as: Key Vault Secrets User`",
        ),
        (
            "{to: vault/old, as: Key Vault Secrets User}",
            "vault `old` decides by access policies, so a role on it would give no secret",
            "`secrets: [get, list]`",
        ),
        (
            "{to: vault/old/secrets/one, as: Key Vault Secrets User}",
            "vault `old` decides by access policies",
            "authorization: rbac",
        ),
        ("{to: vault/old/secrets/one, secrets: get}", "are for a whole vault", "write `to: vault/old`"),
        ("{to: storage/acc, secrets: get}", "are for a whole vault", "use `as` with a role"),
    ],
)
def test_a_vault_has_one_way_to_decide(only: Only, access: str, says: str, hint: str) -> None:
    """Roles or policies, and each on what it can be given."""
    problem = only(workload(access))

    assert says in problem.says
    assert hint in problem.hint


def test_the_same_grant_twice_is_refused_by_azure(only: Only) -> None:
    """Two workloads that share an identity share its grants."""
    access = "{to: vault/kv1, as: Key Vault Secrets User}"
    problem = only(
        BASE
        + f"""
workloads:
  - {{name: one, identity: shared, serviceAccount: a/b, access: [{access}]}}
  - {{name: two, identity: shared, serviceAccount: a/c, access: [{access}]}}
"""
    )

    assert "workloads[1].access[0].as" == problem.path.removesuffix("[0]")
    assert "identity `shared` is given role `Key Vault Secrets User` on `vault/kv1` twice, first on" in problem.says


def test_one_policy_for_each_vault(only: Only) -> None:
    """Azure keeps one for each principal."""
    problem = only(workload("{to: vault/old, secrets: get}", "{to: vault/old, secrets: list}"))

    assert "put all permissions into one entry" == problem.hint
