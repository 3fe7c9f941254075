"""Public documents of the local Azure itself, as the internet sees them."""

import asyncio
import json

import pytest

from aksess.cloud.cloud import Cloud
from aksess.cloud.oidc.discovery_documents import KeySet, NotServedHere, ReadHere, Unreachable
from aksess.cloud.oidc.signing_keys import make_pem, public_jwk
from aksess.cloud.pipeline import local_fetch
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.request_pipeline import RequestPipeline
from tests.cloud_fixtures import Ask
from tests.federation_scene import Scene
from tests.storage_scene import open_shop


async def read(here: ReadHere, url: str) -> bytes | Unreachable | NotServedHere:
    return await here(url)


@pytest.fixture
def here(cloud: Cloud, pipeline: RequestPipeline) -> ReadHere:
    """What a request to Entra reads with."""
    call = Call(cloud, cloud.operator, "POST", "login.microsoftonline.com", "/", "", {})
    call.pipeline = pipeline
    return local_fetch.reader(call)


def test_a_document_of_an_issuer_is_fetched(scene: Scene, here: ReadHere) -> None:
    found = asyncio.run(read(here, f"{scene.issuer.url}openid/v1/jwks"))

    assert isinstance(found, bytes)
    assert scene.key.kid in found.decode()


def test_what_is_not_public_is_not_reached(here: ReadHere) -> None:
    found = asyncio.run(read(here, "https://graph.microsoft.com/v1.0/applications"))

    assert found == Unreachable("https://graph.microsoft.com/v1.0/applications", "HTTP 401, expected 200")


def test_a_host_that_is_none_of_ours_is_elsewhere(here: ReadHere) -> None:
    """So is one of ours at another port, and IMDS, which is not on the internet."""
    for url in ("https://oidc.test/", "https://graph.microsoft.com:8443/", "https://169.254.169.254/metadata/instance"):
        assert asyncio.run(read(here, url)) is NotServedHere.ELSEWHERE


def test_a_cluster_of_ones_own_may_publish_its_issuer_in_a_blob_container(ask: Ask, here: ReadHere) -> None:
    """As the guides for self-managed clusters do; Entra reads it as anybody may."""
    shop, issuer = open_shop(ask, "blob"), "https://shop.blob.core.windows.net/oidc/"
    shop.change(allowBlobPublicAccess=True)
    pages = {
        ".well-known/openid-configuration": {"issuer": issuer, "jwks_uri": f"{issuer}openid/v1/jwks"},
        "openid/v1/jwks": {"keys": [public_jwk(make_pem(), "own")]},
    }
    shop.keyed("PUT", "/oidc?restype=container", x_ms_blob_public_access="blob")
    for name, page in pages.items():
        body = json.dumps(page).encode()
        assert shop.keyed("PUT", f"/oidc/{name}", body, x_ms_blob_type="BlockBlob").status == 201
    found = ask.wait(ask.cloud.issuer_keys.keys_of(issuer, "own", here))

    assert isinstance(found, KeySet)
    assert list(found.of_id) == ["own"]
