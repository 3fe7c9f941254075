"""A cluster's own authority."""

from cryptography import x509

from aksess.cloud.services.arm.types.cluster_keys import make_keys
from aksess.random_source import SeededRandomSource

NOW = 1_760_000_000.0


def test_two_clusters_have_nothing_in_common() -> None:
    """Neither authority nor keys nor tokens."""
    random_source = SeededRandomSource()
    one, other = make_keys(random_source, NOW), make_keys(random_source, NOW)

    assert not {value for part in one.values() for value in part.values()} & {
        value for part in other.values() for value in part.values()
    }


def test_certificates_are_valid_from_now_on() -> None:
    """For two years, the authority for thirty."""
    keys = make_keys(SeededRandomSource(), NOW)
    ca, admin = (x509.load_pem_x509_certificate(keys[name]["certificate"].encode()) for name in ("ca", "admin"))

    admin.verify_directly_issued_by(ca)
    assert (730, 10950) == tuple((each.not_valid_after_utc - each.not_valid_before_utc).days for each in (admin, ca))
    assert ca.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
