"""The certificate files that programs are pointed at: ours beside those that the user's system trusts.

Nothing is ever put into a trust store of the system. The files are beside the root certificate under a name made
from their content, so that runs with different system roots do not overwrite each other's files.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# Where Linux distributions and macOS keep their bundle: Go, crypto/x509, root_linux.go and root_bsd.go.
SYSTEM_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/pki/tls/cacert.pem",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
)
# Variables of users with a certificate authority of their own, for example a company proxy.
USERS_BUNDLES = ("SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE")
# The JDK's own default; a trust store holds nothing secret.
JAVA_PASSWORD = "changeit"


@dataclass(frozen=True, slots=True)
class Trust:
    """PEM of our root alone; PEM of it, then the system's; PEM of it and Node's extra ones; the bundle as PKCS#12."""

    root: Path
    bundle: Path
    node: Path
    java: Path


def trust(root: Path, environment: Mapping[str, str]) -> Trust:
    """The files for programs of that environment, made where they are not there yet.

    root: PEM of the local Azure's root certificate. Raises OSError where its folder cannot be written.
    """
    ours = root.read_bytes()
    bundle = ours + b"".join(_read(path) for path in _system(environment))
    extra = _read(environment.get("NODE_EXTRA_CA_CERTS", ""))
    pem = _kept(root.parent, "bundle", ".pem", bundle)
    java = pem.with_suffix(".p12")
    if not java.exists():
        # Parsing certificates is for the one time that there is a store to make.
        from aksess.pods.java_store import java_store

        _write(java, java_store(bundle, JAVA_PASSWORD))
    return Trust(root=root, bundle=pem, node=_kept(root.parent, "node", ".pem", ours + extra), java=java)


def _system(environment: Mapping[str, str]) -> Iterator[str]:
    named = [environment[name] for name in USERS_BUNDLES if os.path.isfile(environment.get(name, ""))]
    if named:
        yield from dict.fromkeys(named)
        return
    found = next((path for path in SYSTEM_BUNDLES if os.path.isfile(path)), None)
    if found:
        yield found


def _read(path: str) -> bytes:
    try:
        return b"\n" + Path(path).read_bytes() if path else b""
    except OSError:
        return b""


def _kept(folder: Path, stem: str, suffix: str, content: bytes) -> Path:
    path = folder / f"{stem}-{hashlib.sha256(content).hexdigest()[:12]}{suffix}"
    if not path.exists():
        _write(path, content)
    return path


def _write(path: Path, content: bytes) -> None:
    # Another run may write the same file at the same time: each writes its own and renames it.
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.write_bytes(content)
    draft.chmod(0o600)
    draft.replace(path)
