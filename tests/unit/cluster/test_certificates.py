"""The certificates of a control plane."""

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from tests.unit.cluster.plans import authority, signer


def test_a_client_certificate_names_its_user_and_its_group() -> None:
    """Common name and organization: how Kubernetes reads them."""
    certificate = x509.load_pem_x509_certificate(signer().client("system:node:n", "system:nodes").certificate.encode())

    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(authority().certificate.encode()))
    assert ["system:node:n"] == [each.value for each in certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)]
    assert ["system:nodes"] == [
        each.value for each in certificate.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)
    ]
    usage = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    assert [ExtendedKeyUsageOID.CLIENT_AUTH] == list(usage)


def test_a_server_certificate_has_names_and_addresses_once_each() -> None:
    pair = signer().server("api", ("api.example", "api.example", "10.0.0.1"))
    certificate = x509.load_pem_x509_certificate(pair.certificate.encode())

    names = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value

    assert ["api.example"] == names.get_values_for_type(x509.DNSName)
    assert ["10.0.0.1"] == [str(each) for each in names.get_values_for_type(x509.IPAddress)]
    assert "key" not in repr(pair).lower().replace("keypair", "")
