"""The certificate files that programs are pointed at."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from aksess.cloud.edge.certificates import certificates
from aksess.pods.trust import JAVA_PASSWORD, trust

NOW = 1_760_000_000.0


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The root certificate of a local Azure."""
    return certificates(tmp_path / "ca", ["*.vault.azure.net"], NOW).root


@pytest.fixture
def company(tmp_path: Path) -> Path:
    """The certificate authority of somebody's company."""
    return certificates(tmp_path / "company", ["proxy.example"], NOW).root


def test_the_bundle_holds_ours_and_the_systems(root: Path) -> None:
    bundle = trust(root, {}).bundle.read_text()

    assert root.read_text() in bundle


def test_the_users_own_authority_stays_trusted(root: Path, company: Path) -> None:
    """A company's proxy would otherwise be refused as soon as a program runs inside."""
    found = trust(root, {"REQUESTS_CA_BUNDLE": str(company), "NODE_EXTRA_CA_CERTS": str(company)})

    assert company.read_text() in found.bundle.read_text()
    assert company.read_text() in found.node.read_text()


def test_every_file_is_one_that_openssl_reads(root: Path) -> None:
    found = trust(root, {})
    for path in (found.bundle, found.node):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.load_verify_locations(path)

        assert context.cert_store_stats()["x509_ca"]


def test_two_environments_have_files_of_their_own(root: Path, company: Path) -> None:
    """Two runs at once do not take each other's trust away."""
    assert trust(root, {}).bundle != trust(root, {"SSL_CERT_FILE": str(company)}).bundle


def test_the_same_environment_has_the_same_files(root: Path) -> None:
    first = trust(root, {})
    made = first.java.stat().st_mtime_ns

    assert first == trust(root, {})
    assert made == first.java.stat().st_mtime_ns


def test_a_setting_that_names_no_file_changes_nothing(root: Path) -> None:
    assert trust(root, {}) == trust(root, {"SSL_CERT_FILE": "/no/such/file", "NODE_EXTRA_CA_CERTS": "/nor/this"})


def test_java_reads_the_store(root: Path, company: Path) -> None:
    """With its own tool: our root is in it, as an authority."""
    keytool = shutil.which("keytool")
    if keytool is None:
        pytest.skip("no Java on this machine")
    store = trust(root, {"SSL_CERT_FILE": str(company)}).java
    command = [keytool, "-list", "-v", "-keystore", str(store), "-storepass", JAVA_PASSWORD, "-storetype", "PKCS12"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    assert 2 == listed.count("trustedCertEntry")
    assert 2 == listed.count("Owner: CN=aksess local root")
