"""The environment of a program inside the local Azure."""

import shlex
from pathlib import Path

import pytest

from aksess.pods.environment import Operator, ProxySettings, operator_environment, pod_environment
from aksess.pods.trust import Trust

TRUST = Trust(*(Path(f"/ca/{name}") for name in ("root.pem", "bundle.pem", "node.pem", "with space.p12")))
PLACE = ProxySettings(4711, TRUST, Path("/nobody"))
OPERATOR = Operator("tenant", "subscription", "client", "secret")
INJECTED = {
    "AZURE_CLIENT_ID": "pod",
    "AZURE_TENANT_ID": "tenant",
    "AZURE_FEDERATED_TOKEN_FILE": "/t",
    "AZURE_AUTHORITY_HOST": "h",
}

# With these somebody signs in somewhere (documentation of the Azure SDKs, azurerm, azd, GitHub and Azure DevOps).
SOMEBODYS = (
    "ARM_CLIENT_SECRET", "ARM_OIDC_TOKEN", "ARM_USE_MSI", "AZURE_CLIENT_SECRET", "AZURE_CLIENT_CERTIFICATE_PATH",
    "AZURE_USERNAME", "AZURE_PASSWORD", "AZURE_STORAGE_CONNECTION_STRING", "AZURE_STORAGE_KEY", "MSI_ENDPOINT",
    "AZURE_POD_IDENTITY_TOKEN_URL", "AZURE_KUBERNETES_TOKEN_PROXY", "AZURE_TOKEN_CREDENTIALS", "MSI_SECRET",
    "IDENTITY_ENDPOINT", "IDENTITY_HEADER", "IMDS_ENDPOINT", "ACTIONS_ID_TOKEN_REQUEST_TOKEN", "SYSTEM_ACCESSTOKEN",
    "AKSESS_SECRET_MY_SECRET",
)  # fmt: skip


@pytest.mark.parametrize("name", SOMEBODYS)
def test_a_pod_inherits_nobodys_login(name: str) -> None:
    """Not the user's own Azure, and not the operator's."""
    assert name not in pod_environment({name: "mine"}, PLACE, INJECTED)


@pytest.mark.parametrize("name", SOMEBODYS)
def test_the_operators_programs_inherit_nobodys_login_either(name: str) -> None:
    """A user's own credentials would be tried first by some client and fail far away."""
    assert "mine" != operator_environment({name: "mine"}, PLACE, OPERATOR).get(name)


@pytest.mark.parametrize(
    "name", ["PATH", "KEYVAULT_URL", "AZURE_KEYVAULT_URL", "AZURE_APPCONFIG_ENDPOINT", "AZURE_LOG_LEVEL"]
)
def test_a_programs_own_settings_stay(name: str) -> None:
    """Where something is says nothing about who asks."""
    assert "mine" == pod_environment({name: "mine"}, PLACE, INJECTED)[name]


def test_a_pod_has_the_injected_variables_and_no_others_of_azure() -> None:
    seen = pod_environment({}, PLACE, INJECTED)

    assert {**INJECTED, "AZURE_CONFIG_DIR": "/nobody"} == {
        k: v for k, v in seen.items() if k.startswith(("AZURE_", "ARM_"))
    }


def test_a_pod_sees_none_of_the_users_clusters() -> None:
    """Neither those of the variable nor those of the usual file, which is read where there is no variable."""
    seen = pod_environment({"KUBECONFIG": "/home/me/.kube/config"}, PLACE, INJECTED)

    assert str(PLACE.empty_config_directory / "kubeconfig") == seen["KUBECONFIG"]


def test_every_request_goes_to_the_door() -> None:
    """Upper and lower case, because libraries differ; the user's own exceptions are the listener's to know."""
    own = {"https_proxy": "a", "NO_PROXY": ".azure.com", "ALL_PROXY": "socks5://b", "all_proxy": "c"}
    seen = operator_environment(own, PLACE, OPERATOR)

    names = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
    assert {"http://127.0.0.1:4711"} == {seen[name] for name in names}
    assert "localhost,127.0.0.1,::1" == seen["NO_PROXY"] == seen["no_proxy"]
    assert not {"ALL_PROXY", "all_proxy"} & set(seen)


def test_every_language_finds_the_certificates() -> None:
    seen = pod_environment({}, PLACE, INJECTED)

    readers = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO")
    assert {"/ca/bundle.pem"} == {seen[name] for name in readers}
    assert "/ca/node.pem" == seen["NODE_EXTRA_CA_CERTS"]


def test_java_gets_its_properties_beside_the_users_own() -> None:
    """As the JVM splits them: at white space, outside of quotes."""
    options = shlex.split(pod_environment({"JAVA_TOOL_OPTIONS": "-Xmx1g"}, PLACE, INJECTED)["JAVA_TOOL_OPTIONS"])

    assert "-Xmx1g" == options[0]
    assert "-Djavax.net.ssl.trustStore=/ca/with space.p12" in options
    assert "-Dhttps.proxyPort=4711" in options


def test_the_operators_secret_is_in_no_repr() -> None:
    assert "secret" not in repr(OPERATOR).replace("client_secret", "")


def test_terraform_does_not_wait_where_nothing_takes_time() -> None:
    seen = operator_environment({}, PLACE, OPERATOR)

    assert ("true", "1") == (seen["GO_AZURE_SDK_SKIP_POLLING_DELAY"], seen["CHECKPOINT_DISABLE"])
    assert ("tenant", "secret") == (seen["ARM_TENANT_ID"], seen["ARM_CLIENT_SECRET"])
