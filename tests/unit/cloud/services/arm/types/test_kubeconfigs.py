"""Kubeconfigs."""

import base64
from typing import Any

import yaml
from cryptography import x509

from tests.arm_scene import Arm

ADMIN = "listClusterAdminCredential"
USER = "listClusterUserCredential"


def kubeconfig(arm: Arm, path: str, action: str) -> tuple[str, Any]:
    """Its name and what is in it."""
    [found] = arm.ok("POST", f"{path}/{action}")["kubeconfigs"]
    return found["name"], yaml.safe_load(base64.b64decode(found["value"]))


def certificate(text: str) -> x509.Certificate:
    """A certificate of a kubeconfig."""
    return x509.load_pem_x509_certificate(base64.b64decode(text))


def test_a_kubeconfig_leads_to_the_cluster_with_a_certificate_of_its_authority(arm: Arm) -> None:
    """For an administrator of Kubernetes."""
    path = arm.cluster()
    name, config = kubeconfig(arm, path, USER)
    [cluster], [user] = config["clusters"], config["users"]
    authority = certificate(cluster["cluster"]["certificate-authority-data"])
    own = certificate(user["user"]["client-certificate-data"])
    fqdn = arm.ok("GET", path)["properties"]["fqdn"]

    own.verify_directly_issued_by(authority)
    assert "clusterUser" == name
    assert f"https://{fqdn}:443" == cluster["cluster"]["server"]
    assert ("aks", "clusterUser_widemo_aks") == (config["current-context"], user["name"])
    assert "O=system:masters" in own.subject.rfc4514_string()
    assert {"client-certificate-data", "client-key-data", "token"} == set(user["user"])


def test_with_entra_a_user_signs_in_and_an_administrator_need_not(arm: Arm) -> None:
    """kubelogin asks for AKS's own application."""
    path = arm.cluster(aadProfile={"managed": True})
    _, user = kubeconfig(arm, path, USER)
    name, admin = kubeconfig(arm, path, ADMIN)
    command = user["users"][0]["user"]["exec"]

    assert "kubelogin" == command["command"]
    assert "6dae42f8-4368-4678-94ff-3960e28e3630" in command["args"]
    assert arm.cloud.settings.tenant in command["args"]
    assert ("clusterAdmin", "aks-admin") == (name, admin["current-context"])
    assert "client-key-data" in admin["users"][0]["user"]


def test_without_local_accounts_there_is_no_administrator(arm: Arm) -> None:
    """Azure's words."""
    path = arm.cluster(disableLocalAccounts=True, aadProfile={"managed": True})
    reply = arm("POST", f"{path}/{ADMIN}")

    assert (400, "BadRequest") == (reply.status, reply.error)
    assert "disable local accounts" in reply.json()["error"]["message"]


def test_a_reader_gets_no_credentials(arm: Arm) -> None:
    """They are an action of their own."""
    path = arm.cluster()

    assert (403, "AuthorizationFailed") == arm.code("POST", f"{path}/{USER}", who="reader")
    assert (403, "AuthorizationFailed") == arm.code("POST", f"{path}/{ADMIN}", who="reader")


def test_no_key_is_ever_shown_with_the_cluster(arm: Arm) -> None:
    """Nor its authority."""
    path = arm.cluster()
    resource = arm.cloud.inventory.get(arm.id(path))

    assert resource is not None
    assert "PRIVATE KEY" in str(resource.private)
    assert "PRIVATE KEY" not in str(arm.ok("GET", path))
