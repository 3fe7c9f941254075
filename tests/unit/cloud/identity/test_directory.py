"""The directory: who is in it, by which names, in which groups, and who vouches for them."""

from aksess.chain import FederatedCredential
from aksess.cloud.cloud import Cloud
from aksess.cloud.identity.directory import CREDENTIAL_TYPE, Application, Certificate, Kind, Principal, Secret, Vouched
from aksess.cloud.resources.inventory import Resource

IDENTITY = "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/wi"


def put(cloud: Cloud, *principals: Principal) -> None:
    with cloud.store.transaction():
        for principal in principals:
            cloud.directory.put(principal)


def group(object_id: str, *members: str) -> Principal:
    return Principal(object_id, Kind.GROUP, object_id, members=list(members))


def test_a_principal_is_found_by_both_ids_in_any_case(cloud: Cloud) -> None:
    principal = Principal("aaaa-b", Kind.APPLICATION, "p", "cccc-d")
    put(cloud, principal)

    assert [principal, principal] == [cloud.directory.get("AAAA-B"), cloud.directory.by_client_id("CCCC-D")]
    assert cloud.directory.by_client_id("aaaa-b") is None


def test_groups_reach_through_groups_and_end(cloud: Cloud) -> None:
    """Two groups may be in each other."""
    put(cloud, Principal("me", Kind.USER, "me"), group("a", "me"), group("b", "a"), group("c", "b"), group("a2", "c"))
    put(cloud, group("a", "me", "a2"))

    assert cloud.directory.principals_of("me") == {"me", "a", "b", "c", "a2"}
    assert cloud.directory.principals_of("c") == {"c", "a2", "a", "b"}


def test_who_leaves_a_group_has_left(cloud: Cloud) -> None:
    put(cloud, Principal("me", Kind.USER, "me"), group("a", "me"))
    put(cloud, group("a"))

    assert cloud.directory.principals_of("me") == {"me"}


def test_nobody_is_in_no_group(cloud: Cloud) -> None:
    """A deleted principal has lost its grants, its own and its groups'."""
    put(cloud, Principal("me", Kind.USER, "me"), group("a", "me"))
    with cloud.store.transaction():
        assert cloud.directory.delete("me")
        assert not cloud.directory.delete("me")

    assert cloud.directory.principals_of("me") == frozenset()


def test_an_application_is_found_by_client_id_and_by_each_of_its_names(cloud: Cloud) -> None:
    application = Application("o", "C-ID", "app", ["api://One"])
    with cloud.store.transaction():
        cloud.directory.put_application(application)

    assert [application] * 3 == [cloud.directory.application_of(name) for name in ("C-ID", "c-id", "api://One")]
    assert cloud.directory.application_of("api://one") is None
    assert cloud.directory.application("O") == application


def test_a_deleted_application_has_no_names(cloud: Cloud) -> None:
    with cloud.store.transaction():
        cloud.directory.put_application(Application("o", "c", "app", deleted=1.0))

    assert cloud.directory.application_of("c") is None
    assert cloud.directory.application("o") is not None


def test_an_identitys_credentials_are_those_below_it(cloud: Cloud) -> None:
    identity = Principal("i", Kind.MANAGED_IDENTITY, "wi", "c", resource_id=IDENTITY)
    facts = {"issuer": "https://i/", "subject": "s", "audiences": ["a"]}
    with cloud.store.transaction():
        cloud.directory.put(identity)
        for parent in (IDENTITY, IDENTITY + "2"):
            place = f"{parent}/federatedIdentityCredentials/f"
            cloud.inventory.put(Resource(place, "f", CREDENTIAL_TYPE, properties=facts, changed=7.0))

    assert [(FederatedCredential("f", "https://i/", "s", "a"), 7.0)] == cloud.directory.dated_credentials_of(identity)


def test_an_applications_credentials_are_its_own(cloud: Cloud) -> None:
    principal = Principal("p", Kind.APPLICATION, "app", "c", application_id="o")
    vouched = Vouched("1", "f", "https://i/", "s", ["a"], created=7.0)
    put(cloud, principal)
    assert cloud.directory.credentials_of(principal) == []
    with cloud.store.transaction():
        cloud.directory.put_application(Application("o", "c", "app", federated=[vouched]))

    assert [FederatedCredential("f", "https://i/", "s", "a")] == cloud.directory.credentials_of(principal)


def test_a_system_assigned_identity_has_no_credentials(cloud: Cloud) -> None:
    system = Principal("i", Kind.MANAGED_IDENTITY, "vm", "c")
    put(cloud, system)

    assert cloud.directory.credentials_of(system) == []


def test_a_credential_that_was_written_is_seen_at_once(cloud: Cloud) -> None:
    identity = Principal("i", Kind.MANAGED_IDENTITY, "wi", "c", resource_id=IDENTITY)
    put(cloud, identity)
    assert cloud.directory.credentials_of(identity) == []
    facts = {"issuer": "https://i/", "subject": "s", "audiences": ["a"]}
    with cloud.store.transaction():
        cloud.inventory.put(
            Resource(f"{IDENTITY}/federatedIdentityCredentials/f", "f", CREDENTIAL_TYPE, properties=facts)
        )

    assert len(cloud.directory.credentials_of(identity)) == 1


def test_no_secret_is_printed() -> None:
    principal = Principal("p", Kind.APPLICATION, "app", secrets=[Secret("k", "digest-of-it")])

    assert "digest-of-it" not in repr(principal)
    assert "k" in repr(Certificate("k", "AB", "pem"))
