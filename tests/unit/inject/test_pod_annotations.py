"""What annotations ask for, and what they may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import Denied, ServiceAccount, Settings
from aksess.inject.patch_builder import PatchBuilder
from aksess.inject.pod_annotations import expiration, proxy_port, skipped, tenant_id, wants_proxy

Make = Callable[..., Any]
Refuse = Callable[..., Denied]
P = "azure.workload.identity/"
EXPIRATION = P + "service-account-token-expiration"


@pytest.mark.parametrize(
    ("pod", "account", "seconds"),
    [({}, {}, 3600), ({}, {EXPIRATION: "4800"}, 4800), ({EXPIRATION: "4000"}, {EXPIRATION: "4800"}, 4000)],
)
def test_the_pods_lifetime_beats_the_accounts(pod: Any, account: Any, seconds: int) -> None:
    """Pod, then service account, then one hour."""
    assert seconds == expiration(pod, account, strict=False)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("3599", "token expiration 3599 not valid. Expected value to be between 3600 and 86400"),
        ("86401", "token expiration 86401 not valid. Expected value to be between 3600 and 86400"),
        ("3600s", 'strconv.ParseInt: parsing "3600s": invalid syntax'),
        ("9" * 30, "value out of range"),
    ],
)
def test_a_wrong_lifetime_is_refused(
    refuse: Refuse, make_pod: Make, make_settings: Make, text: str, says: str, strict: bool
) -> None:
    """The denial holds the reference's numbers; ours also names the annotation and whose it is."""
    denied = refuse(
        make_pod({EXPIRATION: text}),
        make_settings(strict_compat=strict),
        ServiceAccount("s", {EXPIRATION: "4800"}),
    )

    assert 400 == denied.status
    assert says in denied.message
    assert strict != (f"annotation {EXPIRATION} of the pod" in denied.message)


def test_a_wrong_lifetime_of_the_account_names_the_account(refuse: Refuse, make_pod: Make) -> None:
    """The owner of the annotation is told."""
    denied = refuse(make_pod(), sa=ServiceAccount("s", {EXPIRATION: "100"}))

    assert "of the service account" in denied.message


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        ("true", True),
        ("yes", True),
        ("false", False),
        ("False", False),
        ("0", False),
        ("", False),
        (" no ", False),
    ],
)
def test_false_means_no_proxy(value: str, ours: bool) -> None:
    """The reference takes presence as yes; we take the value at its word and say so."""
    builder = PatchBuilder(strict=False)

    assert ours == wants_proxy({P + "inject-proxy-sidecar": value}, builder)
    assert ours == (builder.warnings == [])
    assert wants_proxy({P + "inject-proxy-sidecar": value}, PatchBuilder(strict=True))


def test_no_annotation_means_no_proxy() -> None:
    """Neither for us nor for the reference."""
    assert not wants_proxy({}, PatchBuilder(strict=True))


@pytest.mark.parametrize(("annotations", "port"), [({}, 8000), ({P + "proxy-sidecar-port": "8080"}, 8080)])
def test_the_proxys_port(annotations: dict[str, str], port: int) -> None:
    """The annotation's, else 8000."""
    assert port == proxy_port(annotations, strict=False)


@pytest.mark.parametrize("text", ["0", "-5", "70000"])
def test_a_port_out_of_range_is_refused(refuse: Refuse, make_pod: Make, text: str) -> None:
    """The reference injects it and leaves the refusal to the API server."""
    annotations = {"inject-proxy-sidecar": "true", "proxy-sidecar-port": text}

    assert (
        f"annotation {P}proxy-sidecar-port is {text}, expected a port from 1 to 65535"
        == refuse(make_pod(annotations)).message
    )
    assert int(text) == proxy_port({P + "proxy-sidecar-port": text}, strict=True)


@pytest.mark.parametrize("text", ["", "http", "99999999999"])
def test_a_port_that_is_no_number_is_refused_in_the_references_words(refuse: Refuse, make_pod: Make, text: str) -> None:
    """The prefix that people search for is kept."""
    denied = refuse(make_pod({"inject-proxy-sidecar": "true", "proxy-sidecar-port": text}))

    assert denied.message.startswith(f'failed to parse proxy sidecar port: strconv.ParseInt: parsing "{text}": ')


def test_a_wrong_port_without_the_proxy_is_not_read(admit: Make, make_pod: Make) -> None:
    """The port's annotation means nothing alone."""
    assert [] != admit(make_pod({"proxy-sidecar-port": "http"})).patch


def test_skipped_names_are_separated_by_semicolons() -> None:
    """Trimmed, empty ones dropped; our own proxy is never skipped."""
    annotations = {P + "skip-containers": " a;b c ;;azwi-proxy"}

    assert {"a", "b c"} == skipped(annotations, strict=False)
    assert {"a", "b c", "azwi-proxy"} == skipped(annotations, strict=True)


def test_an_empty_tenant_annotation_suppresses_the_default(any_settings: Settings) -> None:
    """As in the reference; a caution is given elsewhere."""
    assert "" == tenant_id({P + "tenant-id": ""}, any_settings)
    assert any_settings.tenant_id == tenant_id({}, any_settings)
