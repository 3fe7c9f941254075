"""Microsoft's own clients in every language, unmodified, started by ``aksess run``.

Each program makes a ``DefaultAzureCredential`` with no argument (curl does by hand what it does) and reads a secret, a
blob, a queue message and a key-value at their real host names. Its whole environment comes from ``aksess run``.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.conformance.languages.language import LANGUAGES, Language, Missing
from tests.conformance.languages.shop import Ended, Shop

EVERYTHING = """\
secret: Hello from Key Vault
blob: Hello from a blob
message: Hello from a queue
setting: blue
"""
INJECTED = ("AZURE_CLIENT_ID", "AZURE_TENANT_ID", "AZURE_FEDERATED_TOKEN_FILE", "AZURE_AUTHORITY_HOST")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A local Azure with something to read."""
    shop = Shop(tmp_path_factory.mktemp("shop") / "azure")
    try:
        shop.open()
        yield shop
    finally:
        shop.close()


@pytest.fixture(params=LANGUAGES, ids=lambda language: language.name)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language in turn; those of which a part is missing are skipped, in words."""
    language: Language = request.param
    try:
        language.ready()
    except Missing as missing:
        pytest.skip(str(missing))
    return language


def test_a_pod_reads_everything_that_it_may(shop: Shop, language: Language) -> None:
    """Four services, four tokens or one, no secret anywhere."""
    ended = shop.read(language, "--as", "shop/reader")

    assert (0, EVERYTHING) == (ended.code, ended.printed), ended.said


def test_a_wrong_subject_is_in_the_clients_own_error(shop: Shop, language: Language) -> None:
    """The service account that nobody vouches for: the client shows Entra's number and the subject it presented."""
    ended = shop.read(language, "--as", "shop/default", "--client-id", shop.client_id("shop/reader"))

    _refused(ended, "AADSTS700213", "system:serviceaccount:shop:default")


def test_a_missing_role_is_in_the_clients_own_error(shop: Shop, language: Language) -> None:
    """An identity without a role at the vault: the client shows Key Vault's code and the action."""
    ended = shop.read(language, "--as", "shop/stranger")

    _refused(ended, "ForbiddenByRbac", "Microsoft.KeyVault/vaults/secrets/getSecret/action")


def test_a_pod_without_the_label_is_the_node(shop: Shop, language: Language) -> None:
    """With none of the four variables the metadata service answers, for the kubelet, who has no role at the vault."""
    ended = shop.read(language, "--as", "shop/reader", without=INJECTED)

    _refused(ended, "ForbiddenByRbac", f"appid={shop.node_identity()};")


def test_the_operator_signs_in_with_its_secret(shop: Shop, language: Language) -> None:
    """The owner of the subscription, who wrote the secret and has no role at the blobs."""
    ended = shop.read(language)

    assert EVERYTHING.splitlines()[:1] == ended.printed.splitlines()
    assert "AuthorizationPermissionMismatch" in ended.said


def _refused(ended: Ended, *words: str) -> None:
    assert ended.code not in {0, 2}, ended.printed
    assert "" == ended.printed
    assert [word for word in words if word not in ended.said] == [], ended.said
