"""The certificate authority: whom it may speak for, and what is left of it on disk."""

import datetime
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization

from aksess.cloud.edge.certificates import Authority, certificates

NOW = 1_760_000_000.0
MOMENT = datetime.datetime.fromtimestamp(NOW, datetime.UTC)
HOSTS = ["*.vault.azure.net", "management.azure.com"]


def test_no_key_that_can_sign_a_certificate_is_ever_on_disk(tmp_path: Path) -> None:
    """The one private key there belongs to the server's certificate, which is no authority; mode 0600."""
    files = certificates(tmp_path / "ca", HOSTS, NOW)
    leaf, middle = x509.load_pem_x509_certificates(files.chain.read_bytes())
    private = [path for path in (tmp_path / "ca").iterdir() if b"PRIVATE KEY" in path.read_bytes()]
    key = serialization.load_pem_private_key(files.key.read_bytes(), None)

    assert [files.key] == private
    assert 0o600 == files.key.stat().st_mode & 0o777
    assert 0o700 == files.key.parent.stat().st_mode & 0o777
    assert leaf.public_key() == key.public_key()
    assert not leaf.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    assert middle.public_key() != key.public_key()


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("v.vault.azure.net", True),
        ("management.azure.com", True),
        ("example.com", False),
        ("vault.azure.net.example.com", False),
        ("azure.net", False),
    ],
)
def test_a_certificate_for_another_domain_is_worth_nothing(tmp_path: Path, host: str, good: bool) -> None:
    """Had somebody the intermediate's key, clients would still refuse what it signs for other names."""
    authority = Authority.new(HOSTS, MOMENT)
    leaf, _ = authority.leaf([host], MOMENT)

    assert good is _verifies(tmp_path, authority, leaf)


def test_the_files_stay_until_their_end_is_near(tmp_path: Path) -> None:
    """The same certificates at every start, new ones thirty days before the old ones end."""
    first = certificates(tmp_path, HOSTS, NOW).chain.read_bytes()
    later = certificates(tmp_path, HOSTS, NOW + 300 * 86400).chain.read_bytes()
    last = certificates(tmp_path, HOSTS, NOW + 368 * 86400).chain.read_bytes()

    assert first == later
    assert first != last


def test_another_list_of_hosts_is_another_authority(tmp_path: Path) -> None:
    first = certificates(tmp_path, HOSTS, NOW).root.read_bytes()

    assert first != certificates(tmp_path, [*HOSTS, "graph.microsoft.com"], NOW).root.read_bytes()


def test_what_was_left_half_written_is_made_again(tmp_path: Path) -> None:
    """A start that was killed between two files leaves certificates that do not fit together."""
    files = certificates(tmp_path, HOSTS, NOW)
    files.key.write_bytes(b"")
    (tmp_path / "names").unlink()
    again = certificates(tmp_path, HOSTS, NOW)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)

    context.load_cert_chain(again.chain, again.key)


@pytest.mark.parametrize("name", ["root.pem", "server.pem", "server.key"])
@pytest.mark.parametrize("content", [None, b"", b"not PEM"])
def test_a_file_that_is_gone_or_damaged_is_made_again(tmp_path: Path, name: str, content: bytes | None) -> None:
    """Somebody tidied up, or the disk was full; a start that fails for it, or serves nobody, helps nobody."""
    certificates(tmp_path, HOSTS, NOW)
    (tmp_path / name).unlink()
    if content is not None:
        (tmp_path / name).write_bytes(content)
    again = certificates(tmp_path, HOSTS, NOW)
    root = x509.load_pem_x509_certificate(again.root.read_bytes())
    _, middle = x509.load_pem_x509_certificates(again.chain.read_bytes())

    middle.verify_directly_issued_by(root)
    ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(again.chain, again.key)
    assert 0o600 == again.key.stat().st_mode & 0o777


def test_files_of_two_authorities_do_not_pass_for_one(tmp_path: Path) -> None:
    """All of them have the same names inside."""
    ours, others = (certificates(tmp_path / each, HOSTS, NOW) for each in ("ours", "others"))
    ours.root.write_bytes(others.root.read_bytes())
    again = certificates(tmp_path / "ours", HOSTS, NOW)

    assert again.root.read_bytes() != others.root.read_bytes()


def test_certificates_of_a_clock_that_was_ahead_are_made_again(tmp_path: Path) -> None:
    """No client takes a certificate that is not valid yet."""
    ahead = certificates(tmp_path, HOSTS, NOW + 30 * 86400).chain.read_bytes()

    assert ahead != certificates(tmp_path, HOSTS, NOW).chain.read_bytes()


def _verifies(folder: Path, authority: Authority, leaf: x509.Certificate) -> bool:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl on this machine")
    for name, certificate in (("root", authority.root), ("middle", authority.middle), ("leaf", leaf)):
        (folder / name).write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    command = [openssl, "verify", "-attime", str(int(NOW)), "-CAfile", "root", "-untrusted", "middle", "leaf"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False).returncode == 0
