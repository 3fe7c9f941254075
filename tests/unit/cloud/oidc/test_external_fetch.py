"""Fetching from the outside world: over https alone, from whom the environment trusts, and within limits."""

import asyncio

import pytest

from aksess.cloud.oidc import external_fetch
from aksess.cloud.oidc.discovery_documents import Unreachable
from tests.https_site import Page, Site


def fetched(url: str) -> bytes | Unreachable:
    return asyncio.run(external_fetch.get(url))


def test_a_page_of_a_trusted_site_is_fetched(trusted_site: Site) -> None:
    trusted_site.pages["/keys"] = Page(b"{}")

    assert fetched(f"{trusted_site.url}/keys") == b"{}"


def test_a_site_that_the_environment_does_not_trust_is_not_reached(site: Site) -> None:
    site.pages["/keys"] = Page(b"{}")
    found = fetched(f"{site.url}/keys")

    assert isinstance(found, Unreachable)
    assert "CERTIFICATE_VERIFY_FAILED" in found.why


def test_plain_http_is_not_even_asked(site: Site) -> None:
    """No connection is opened."""
    url = site.url.replace("https", "http")

    assert fetched(url) == Unreachable(url, "only https is fetched")
    assert site.asked == []


def test_a_redirect_is_not_followed(trusted_site: Site) -> None:
    trusted_site.pages |= {"/keys": Page(status=302, headers={"Location": "/other"}), "/other": Page(b"{}")}

    assert fetched(f"{trusted_site.url}/keys") == Unreachable(f"{trusted_site.url}/keys", "HTTP 302, expected 200")
    assert trusted_site.asked == ["/keys"]


def test_no_more_than_a_megabyte_is_read(trusted_site: Site) -> None:
    trusted_site.pages["/keys"] = Page(b"x" * (external_fetch.MAX_BYTES + 1))

    found = fetched(f"{trusted_site.url}/keys")

    assert found == Unreachable(f"{trusted_site.url}/keys", f"more than {external_fetch.MAX_BYTES} bytes")


@pytest.mark.parametrize(
    "url", ["https://", "https://[::1/x", "https://nowhere.invalid/x", "https://\x00/", "https://a b/"]
)
def test_a_url_that_leads_nowhere_is_a_failure_and_not_an_exception(url: str) -> None:
    """Whatever somebody wrote as an issuer."""
    assert isinstance(fetched(url), Unreachable)
