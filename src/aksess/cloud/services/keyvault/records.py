"""What a vault keeps: objects by name, each with its versions.

Every record's key begins with the vault's own GUID, not its name: a vault that is made again under an old name sees
nothing of the old one. What is secret is in no ``repr``.
"""

from __future__ import annotations

from typing import Any

import msgspec


class Entry(msgspec.Struct):
    """An object by name. name: as it was first written; current: its newest version.

    deleted, purged: Unix seconds of its deletion and of the end of its retention, 0 for an object that is there.
    managed: it belongs to the certificate of the same name.
    """

    name: str
    current: str
    deleted: int = 0
    purged: int = 0
    managed: bool = False


class Version(msgspec.Struct, kw_only=True):
    """What every version has. id: 32 hex digits; created, updated, nbf, exp: Unix seconds."""

    id: str
    created: int
    updated: int
    enabled: bool = True
    nbf: int | None = None
    exp: int | None = None
    tags: dict[str, str] | None = None


class SecretVersion(Version, kw_only=True):
    """A version of a secret. key_id: of the key behind a certificate's secret."""

    value: str
    content_type: str | None = None
    managed: bool = False
    key_id: str | None = None

    def __repr__(self) -> str:
        return f"SecretVersion(id={self.id!r})"


class KeyVersion(Version, kw_only=True):
    """A version of a key. pem: the private key, PKCS#8. public: the members of its JWK that are public.

    kty: as it is shown, ``RSA`` or ``RSA-HSM``. ops: JWK ``key_ops``.
    """

    kty: str
    ops: list[str]
    public: dict[str, str]
    pem: str
    managed: bool = False
    exportable: bool = False

    def __repr__(self) -> str:
        return f"KeyVersion(id={self.id!r}, kty={self.kty!r})"


class CertificateVersion(Version, kw_only=True):
    """A version of a certificate. cer: its DER, base64; thumbprint: SHA-1 of it, base64url."""

    cer: str
    thumbprint: str


class Pending(msgspec.Struct, kw_only=True):
    """The newest request for a certificate. csr: DER, base64. pem: the key, until the certificate is there.

    status: ``inProgress``, ``completed`` or ``cancelled``. version: of the certificate to be or made.
    """

    request_id: str
    version: str
    csr: str
    issuer: dict[str, Any]
    status: str
    pem: str = ""
    enabled: bool = True
    tags: dict[str, str] | None = None
    cancellation_requested: bool = False

    def __repr__(self) -> str:
        return f"Pending(version={self.version!r}, status={self.status!r})"


class Dated(msgspec.Struct):
    """A document that is kept as it is shown: a certificate policy, a rotation policy. Unix seconds."""

    content: dict[str, Any]
    created: int
    updated: int


class Issuer(msgspec.Struct):
    """A certificate authority that a vault knows. Its password is not kept: nothing here would use it."""

    name: str
    provider: str
    account_id: str | None
    organization: dict[str, Any] | None
    enabled: bool
    created: int
    updated: int
