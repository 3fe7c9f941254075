"""The token endpoint of the cluster's own: identity bindings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import ConfigMapCa, InlineCa, NoCa, Profile, Settings, TokenEndpoint, TrustBundleCa

Make = Callable[..., Any]
ASKED = {"use-identity-binding": "TRUE"}
CA_FILE = "/var/run/secrets/azure/wi/ca-cert/ca.crt"


def endpoint(ca: Any) -> TokenEndpoint:
    return TokenEndpoint("identity-binding", "api://AKSIdentityBinding", "https://proxy.test", "sni.test", ca)


def admitted(admit: Make, pod: Any, ca: Any, **more: Any) -> tuple[dict[str, str], list[Any]]:
    settings = Settings("t", profile=Profile.V1_6, token_endpoint=endpoint(ca), **more)
    spec = admit(pod, settings).pod["spec"]
    env = {entry["name"]: entry["value"] for entry in spec["containers"][0]["env"]}
    return env, spec["volumes"][0]["projected"]["sources"]


@pytest.mark.parametrize("annotations", [{}, {"use-identity-binding": "yes"}, {"use-other": "true"}])
def test_a_pod_that_does_not_ask_gets_the_ordinary_token(admit: Make, make_pod: Make, annotations: Any) -> None:
    """Only true, in any case, asks."""
    env, sources = admitted(admit, make_pod(annotations), NoCa())

    assert "AZURE_KUBERNETES_TOKEN_PROXY" not in env
    assert "api://AzureADTokenExchange" == sources[0]["serviceAccountToken"]["audience"]


def test_a_pod_that_asks_gets_the_endpoint_and_its_audience(admit: Make, make_pod: Make) -> None:
    """URL, server name, audience; no CA variable where no CA is configured."""
    env, sources = admitted(admit, make_pod(ASKED), NoCa())

    assert ["AZURE_KUBERNETES_TOKEN_PROXY", "AZURE_KUBERNETES_SNI_NAME"] == list(env)[4:]
    assert "api://AKSIdentityBinding" == sources[0]["serviceAccountToken"]["audience"]


def test_an_inline_ca_is_a_variable_and_no_file(admit: Make, make_pod: Make) -> None:
    """SDKs refuse both at once; the reference sets both."""
    env, _ = admitted(admit, make_pod(ASKED), InlineCa("PEM"))
    strict, _ = admitted(admit, make_pod(ASKED), InlineCa("PEM"), strict_compat=True)

    assert ("PEM", None) == (env["AZURE_KUBERNETES_CA_DATA"], env.get("AZURE_KUBERNETES_CA_FILE"))
    assert ("PEM", CA_FILE) == (strict["AZURE_KUBERNETES_CA_DATA"], strict["AZURE_KUBERNETES_CA_FILE"])


def test_a_config_map_ca_is_projected(admit: Make, make_pod: Make) -> None:
    """Key ca.crt, not optional, at the path that the variable names."""
    env, sources = admitted(admit, make_pod(ASKED), ConfigMapCa("kube-root-ca.crt"))

    items = [{"key": "ca.crt", "path": "ca-cert/ca.crt"}]
    assert {"configMap": {"name": "kube-root-ca.crt", "items": items, "optional": False}} == sources[1]
    assert CA_FILE == env["AZURE_KUBERNETES_CA_FILE"]


@pytest.mark.parametrize("selector", [None, {"matchLabels": {"a": "b"}}])
def test_a_trust_bundle_is_projected(admit: Make, make_pod: Make, selector: Any) -> None:
    """With a selector only where one is configured."""
    _, sources = admitted(admit, make_pod(ASKED), TrustBundleCa("ca.test/x", selector))

    bundle = {"signerName": "ca.test/x", "path": "ca-cert/ca.crt", "optional": False}
    assert bundle | ({"labelSelector": selector} if selector else {}) == sources[1]["clusterTrustBundle"]


def test_both_paths_carry_the_endpoints_audience(admit: Make, make_pod: Make) -> None:
    """Serving both contracts, one audience holds for both files."""
    settings = Settings("t", profile=Profile.BOTH, token_endpoint=endpoint(ConfigMapCa("ca")))
    sources = admit(make_pod(ASKED), settings).pod["spec"]["volumes"][0]["projected"]["sources"]

    assert ["api://AKSIdentityBinding"] * 2 == [source["serviceAccountToken"]["audience"] for source in sources[:2]]
    assert "configMap" in sources[2]
