"""RSA signatures."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from aksess.cloud.oidc.signer_threads import signature_of
from aksess.cloud.oidc.signing_keys import make_pem, public_of

PEM = make_pem()


def test_a_signature_is_rs256() -> None:
    public_of(PEM).verify(signature_of(b"data", PEM), b"data", padding.PKCS1v15(), hashes.SHA256())


def test_a_signature_is_of_its_data_alone() -> None:
    with pytest.raises(InvalidSignature):
        public_of(PEM).verify(signature_of(b"data", PEM), b"other", padding.PKCS1v15(), hashes.SHA256())


def test_threads_sign_side_by_side() -> None:
    """The same data has the same signature, whoever makes it."""
    with ThreadPoolExecutor(4) as threads:
        assert len(set(threads.map(lambda _: signature_of(b"data", PEM), range(16)))) == 1


def test_what_is_no_key_signs_nothing() -> None:
    with pytest.raises(ValueError, match="."):
        signature_of(b"data", "no key")
