"""Keys and certificates of a control plane as files."""

from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from aksess.cluster.pki import Pki, service_address
from tests.unit.cluster.plans import plan, signer


def load_rsa(pem: bytes) -> rsa.RSAPrivateKey:
    key = serialization.load_pem_private_key(pem, None)
    assert isinstance(key, rsa.RSAPrivateKey)
    return key


def test_every_file_is_the_owners_alone_and_the_authoritys_key_is_in_none(tmp_path: Path) -> None:
    Pki(tmp_path).write(plan(), signer())

    files = list(tmp_path.iterdir())
    assert {0o600} == {file.stat().st_mode & 0o777 for file in files}
    assert not any(plan().authority.key in file.read_text() for file in files)


def test_the_api_server_answers_by_its_azure_name_and_by_its_service(tmp_path: Path) -> None:
    pki = Pki(tmp_path)
    pki.write(plan(), signer())

    certificate = x509.load_pem_x509_certificate(pki.certificate("apiserver").read_bytes())
    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert {"widemo-aks-1.hcp.westeurope.azmk8s.io", "kubernetes.default.svc"} <= set(
        names.get_values_for_type(x509.DNSName)
    )
    assert {"10.0.0.1", "127.0.0.1"} == {str(each) for each in names.get_values_for_type(x509.IPAddress)}


def test_the_key_that_signs_is_the_last_one_and_old_ones_go(tmp_path: Path) -> None:
    pki = Pki(tmp_path)
    pki.write_service_account_keys(plan(signing_keys=["first", "second"]))

    assert ["first", "second"] == [path.read_text() for path in pki.service_account_keys()]
    pki.write_service_account_keys(plan(signing_keys=["third"]))
    assert ["third"] == [path.read_text() for path in pki.service_account_keys()]


def test_a_cluster_without_an_issuer_keeps_a_key_of_its_own(tmp_path: Path) -> None:
    pki = Pki(tmp_path)
    pki.write_service_account_keys(plan(signing_keys=[]))
    [before] = [path.read_bytes() for path in pki.service_account_keys()]
    pki.write_service_account_keys(plan(signing_keys=[]))

    assert [before] == [path.read_bytes() for path in pki.service_account_keys()]
    assert 2048 == load_rsa(before).key_size


def test_the_static_token_is_an_administrators(tmp_path: Path) -> None:
    Pki(tmp_path).write(plan(), signer())

    assert 'secret-token,masterclient,masterclient,"system:masters"\n' == Pki(tmp_path).tokens.read_text()


def test_service_kubernetes_has_the_first_address_of_the_range() -> None:
    assert "172.16.0.1" == service_address(plan(service_cidr="172.16.0.0/24"))
