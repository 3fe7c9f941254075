from __future__ import annotations

from dataclasses import replace

import pytest

from tests.storage_scene import READER, Shop, code, markup

PATH = "/?restype=service&comp=properties"


@pytest.mark.parametrize(
    ("service", "names"),
    [
        ("blob", ["Logging", "HourMetrics", "MinuteMetrics", "Cors", "DeleteRetentionPolicy", "StaticWebsite"]),
        ("queue", ["Logging", "HourMetrics", "MinuteMetrics", "Cors"]),
        ("table", ["Logging", "HourMetrics", "MinuteMetrics", "Cors"]),
        ("file", ["HourMetrics", "MinuteMetrics", "Cors"]),
    ],
)
def test_each_service_is_born_with_everything_off(shop: Shop, service: str, names: list[str]) -> None:
    """What Terraform's provider reads back without a difference."""
    found = markup(replace(shop, service=service).keyed("GET", PATH))

    assert names == [each.name for each in found.children]
    assert "1.0" == found.children[0].text_of("Version")


def test_an_element_that_is_left_out_keeps_its_value(shop: Shop) -> None:
    cors = (
        "<Cors><CorsRule><AllowedOrigins>*</AllowedOrigins><AllowedMethods>GET</AllowedMethods>"
        "<MaxAgeInSeconds>5</MaxAgeInSeconds></CorsRule></Cors>"
    )
    shop.keyed("PUT", PATH, f"<StorageServiceProperties>{cors}</StorageServiceProperties>".encode())
    version = "<DefaultServiceVersion>2020-10-02</DefaultServiceVersion>"
    body = f"<StorageServiceProperties>{version}</StorageServiceProperties>".encode()

    assert 202 == shop.keyed("PUT", PATH, body).status
    found = shop.keyed("GET", PATH).body.decode()
    assert cors in found
    assert version in found


def test_services_keep_their_properties_apart(shop: Shop) -> None:
    body = b"<StorageServiceProperties><Cors><CorsRule /></Cors></StorageServiceProperties>"
    shop.keyed("PUT", PATH, body)

    assert b"CorsRule" not in replace(shop, service="queue").keyed("GET", PATH).body


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        (b"", "InvalidXmlDocument"),
        (b"<Other />", "InvalidXmlDocument"),
        (b"<StorageServiceProperties><Unknown /></StorageServiceProperties>", "UnsupportedXmlNode"),
    ],
)
def test_a_body_of_another_shape_is_refused(shop: Shop, body: bytes, refused: str) -> None:
    assert refused == code(shop.keyed("PUT", PATH, body))


def test_properties_need_a_role_too(shop: Shop) -> None:
    assert "AuthorizationPermissionMismatch" == code(shop.by(READER, "GET", PATH))
