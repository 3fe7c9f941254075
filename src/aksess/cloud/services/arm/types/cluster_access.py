"""A cluster's own certificate authority and the kubeconfigs that ARM hands out.

The authority is the cluster's alone; the API server that stands for the cluster is signed by it. Microsoft Learn,
"Managed Clusters - List Cluster Admin Credentials".
"""

from __future__ import annotations

import base64
import datetime
from typing import Any, Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from aksess.cloud.call import Answer, Call, json_answer
from aksess.cloud.inventory import Resource
from aksess.cloud.services.arm.faults import bad_request

YEARS: Final = 30 * 365
CLIENT_YEARS: Final = 2 * 365
# The Entra application of AKS's API servers, for which kubelogin asks tokens (Azure/kubelogin, README).
SERVER_APPLICATION: Final = "6dae42f8-4368-4678-94ff-3960e28e3630"


def new_authority(now: float) -> dict[str, str]:
    """A CA and an administrator's client certificate, PEM: ``ca``, ``ca_key``, ``client``, ``client_key``."""
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC)
    ca_key, client_key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    ca_name, client_name = _name("ca"), _name("masterclient", "system:masters")
    ca = _builder(ca_name, ca_name, ca_key, moment, YEARS).add_extension(
        x509.BasicConstraints(ca=True, path_length=None), critical=True
    )
    client = _builder(client_name, ca_name, client_key, moment, CLIENT_YEARS).add_extension(
        x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), critical=False
    )
    return {
        "ca": _pem(ca.sign(ca_key, hashes.SHA256())),
        "ca_key": _key_pem(ca_key),
        "client": _pem(client.sign(ca_key, hashes.SHA256())),
        "client_key": _key_pem(client_key),
    }


def list_user_credential(call: Call, cluster: Resource) -> Answer:
    """The kubeconfig of a user: with Entra, one that calls kubelogin; without, the administrator's."""
    if cluster.properties.get("aadProfile"):
        return _answer("clusterUser", _config(cluster, _entra_user(call, cluster)))
    return _answer("clusterUser", _config(cluster, _certificate_user(cluster)))


def list_admin_credential(call: Call, cluster: Resource) -> Answer:
    """The administrator's kubeconfig. Raises Fault 400 where local accounts are off."""
    if cluster.properties.get("disableLocalAccounts"):
        raise bad_request(
            "BadRequest",
            "Getting static credential is not allowed because this cluster is set to disable local accounts.",
        )
    return _answer("clusterAdmin", _config(cluster, _certificate_user(cluster), admin=True))


def _answer(name: str, config: str) -> Answer:
    return json_answer(200, {"kubeconfigs": [{"name": name, "value": _b64(config)}]})


def _config(cluster: Resource, user: list[str], *, admin: bool = False) -> str:
    name, group = cluster.name, cluster.id.split("/")[4]
    host = cluster.properties["fqdn"] if "fqdn" in cluster.properties else cluster.properties["privateFQDN"]
    context = f"{name}-admin" if admin else name
    account = f"cluster{'Admin' if admin else 'User'}_{group}_{name}"
    lines = [
        "apiVersion: v1",
        "clusters:",
        "- cluster:",
        f"    certificate-authority-data: {_b64(cluster.private['kube']['ca'])}",
        f"    server: https://{host}:443",
        f"  name: {name}",
        "contexts:",
        "- context:",
        f"    cluster: {name}",
        f"    user: {account}",
        f"  name: {context}",
        f"current-context: {context}",
        "kind: Config",
        "preferences: {}",
        "users:",
        f"- name: {account}",
        "  user:",
        *(f"    {line}" for line in user),
    ]
    return "\n".join(lines) + "\n"


def _certificate_user(cluster: Resource) -> list[str]:
    kube = cluster.private["kube"]
    return [
        f"client-certificate-data: {_b64(kube['client'])}",
        f"client-key-data: {_b64(kube['client_key'])}",
        f"token: {kube['token']}",
    ]


def _entra_user(call: Call, cluster: Resource) -> list[str]:
    arguments = ["get-token", "--environment", "AzurePublicCloud", "--server-id", SERVER_APPLICATION]
    arguments += ["--tenant-id", str(cluster.properties["aadProfile"].get("tenantID") or call.cloud.settings.tenant)]
    return [
        "exec:",
        "  apiVersion: client.authentication.k8s.io/v1beta1",
        "  command: kubelogin",
        "  args:",
        *(f"  - {each}" for each in arguments),
        "  env: null",
        "  interactiveMode: IfAvailable",
        "  provideClusterInfo: false",
    ]


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, moment: datetime.datetime, days: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - datetime.timedelta(minutes=10))
        .not_valid_after(moment + datetime.timedelta(days=days))
    )


def _name(common: str, organization: str = "") -> x509.Name:
    parts: list[x509.NameAttribute[Any]] = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if organization:
        parts.insert(0, x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization))
    return x509.Name(parts)


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def _key_pem(key: ec.EllipticCurvePrivateKey) -> str:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def _b64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()
