"""The trust store of Java programs."""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12

from aksess.cloud.edge.certificates import certificates
from aksess.pods.java_store import java_store


def test_what_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    """Systems have odd roots in their bundles; one of them must not keep Java out."""
    good = certificates(tmp_path, ["*.vault.azure.net"], 1_760_000_000.0).root.read_bytes()
    odd = b"-----BEGIN CERTIFICATE-----\nbm8gY2VydGlmaWNhdGU=\n-----END CERTIFICATE-----\n"

    store = pkcs12.load_pkcs12(java_store(odd + good + odd, "changeit"), b"changeit")

    assert 1 == len(store.additional_certs)
