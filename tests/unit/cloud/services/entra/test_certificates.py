"""Proof by a certificate: an assertion that the client signed itself."""

import datetime
import hashlib
from typing import Any

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from aksess.clock import FakeClock
from aksess.cloud.identity.directory import Certificate
from aksess.cloud.oidc.jws import base64url
from tests.cloud_fixtures import Ask
from tests.federation_scene import ASSERTION_TYPE, number

DAY = datetime.timedelta(days=1)


class Signer:
    """The operator's application with a certificate, and what it signs."""

    def __init__(self, ask: Ask, days: int = 30) -> None:
        self.ask = ask
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "app")])
        now = ask.cloud.clock.utc()
        self.certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self.key.public_key())
            .serial_number(1)
            .not_valid_before(now - DAY)
            .not_valid_after(now + DAY * days)
            .sign(self.key, hashes.SHA256())
        )
        der = self.certificate.public_bytes(Encoding.DER)
        self.sha1, self.sha256 = hashlib.sha1(der).digest(), hashlib.sha256(der).digest()
        application = ask.cloud.directory.application_of(ask.cloud.settings.operator_client_id)
        assert application is not None
        pem = self.certificate.public_bytes(Encoding.PEM).decode()
        application.certificates = [Certificate("key-id", self.sha1.hex().upper(), pem)]
        with ask.cloud.store.transaction():
            ask.cloud.directory.put_application(application)

    @property
    def url(self) -> str:
        return f"https://login.microsoftonline.com/{self.ask.cloud.settings.tenant}/oauth2/v2.0/token"

    def assertion(self, header: dict[str, Any] | None = None, **changed: Any) -> str:
        now, client = int(self.ask.cloud.clock.now()), self.ask.cloud.settings.operator_client_id
        usual = {"aud": self.url, "iss": client, "sub": client, "jti": "j", "nbf": now, "iat": now, "exp": now + 600}
        claims = {name: value for name, value in {**usual, **changed}.items() if value is not ...}
        head = {"typ": "JWT", "alg": "RS256", "x5t": base64url(self.sha1), **(header or {})}
        head = {name: value for name, value in head.items() if value is not ...}
        signed = f"{base64url(msgspec.json.encode(head))}.{base64url(msgspec.json.encode(claims))}"
        return f"{signed}.{base64url(self.sign(str(head.get('alg')), signed.encode()))}"

    def present(self, assertion: str) -> int:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.ask.cloud.settings.operator_client_id,
            "client_assertion_type": ASSERTION_TYPE,
            "client_assertion": assertion,
            "scope": "https://management.azure.com/.default",
        }
        return number(self.ask("POST", self.url, form=form))

    def sign(self, algorithm: str, data: bytes) -> bytes:
        if algorithm == "PS256":
            pss = padding.PSS(padding.MGF1(hashes.SHA256()), padding.PSS.DIGEST_LENGTH)
            return self.key.sign(data, pss, hashes.SHA256())
        return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())


@pytest.fixture
def signer(ask: Ask) -> Signer:
    return Signer(ask)


@pytest.mark.parametrize("algorithm", ["RS256", "PS256"])
def test_a_self_signed_assertion_is_accepted(signer: Signer, algorithm: str) -> None:
    assert signer.present(signer.assertion({"alg": algorithm})) == 0


def test_the_certificate_may_be_named_in_every_way(signer: Signer) -> None:
    """By ``x5t``, padded as MSAL for Python does, by ``x5t#S256``, by ``kid`` in base64url and in hex."""
    names: list[dict[str, Any]] = [
        {"x5t": base64url(signer.sha1) + "="},
        {"x5t": ..., "x5t#S256": base64url(signer.sha256)},
        {"x5t": ..., "kid": base64url(signer.sha1)},
        {"x5t": ..., "kid": signer.sha1.hex().upper()},
        {"x5t": ..., "kid": "key-id"},
    ]

    assert [0] * 5 == [signer.present(signer.assertion(each)) for each in names]


def test_an_assertion_may_be_padded(signer: Signer) -> None:
    """azure-identity for Python pads what it signs itself; half padded is refused."""
    signed = ".".join(_padded(piece) for piece in signer.assertion(jti="j").split(".")[:2])
    padded = f"{signed}.{_padded(base64url(signer.sign('RS256', signed.encode())))}"

    assert "=" in padded
    assert 0 == signer.present(padded)
    assert 50027 == signer.present(padded + "=")


def _padded(piece: str) -> str:
    return piece + "=" * (-len(piece) % 4)


@pytest.mark.parametrize("path", ["oauth2/token", "oauth2/v2.0/token", "v2.0", ""])
@pytest.mark.parametrize("host", ["login.microsoftonline.com", "login.windows.net", "westeurope.login.microsoft.com"])
def test_the_audience_may_be_any_name_of_the_endpoint(signer: Signer, host: str, path: str) -> None:
    for tenant in (signer.ask.cloud.settings.tenant, signer.ask.cloud.settings.tenant_domain):
        assert signer.present(signer.assertion(aud=f"https://{host}/{tenant}/{path}")) == 0
        assert signer.present(signer.assertion(aud=[f"https://{host}/{tenant}/{path}"])) == 0


REFUSED: list[tuple[int, dict[str, Any], dict[str, Any]]] = [
    (700021, {}, {"iss": "11111111-1111-1111-1111-111111111111"}),
    (700021, {}, {"sub": "11111111-1111-1111-1111-111111111111"}),
    (90014, {}, {"sub": ...}),
    (90014, {}, {"aud": ...}),
    (700024, {}, {"exp": ...}),
    (5002741, {}, {"aud": ["https://login.microsoftonline.com/", "https://login.windows.net/"]}),
    (700023, {}, {"aud": "https://evil.test/tenant/oauth2/v2.0/token"}),
    (700023, {}, {"aud": "https://login.microsoftonline.com/11111111-1111-1111-1111-111111111111/v2.0"}),
    (700023, {}, {"aud": "https://login.microsoftonline.com/common/oauth2/v2.0/token"}),
    (700023, {}, {"aud": "http://login.microsoftonline.com/"}),
    (700023, {}, {"aud": "x"}),
    (5002723, {"x5t": ...}, {}),
    (5002738, {"alg": "HS256"}, {}),
    (5002738, {"alg": "none"}, {}),
    (5002738, {"alg": "RS512"}, {}),
    (5002727, {"typ": "at+jwt"}, {}),
    (700027, {"x5t": "nobody"}, {}),
    (700027, {"x5t": "", "kid": "KEY-ID"}, {}),
]


@pytest.mark.parametrize(("expected", "header", "claims"), REFUSED)
def test_an_assertion_that_is_not_the_clients_own_is_refused(
    signer: Signer, expected: int, header: dict[str, Any], claims: dict[str, Any]
) -> None:
    assert signer.present(signer.assertion(header, **claims)) == expected


def test_a_signature_by_another_key_is_refused(signer: Signer) -> None:
    signer.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    assert signer.present(signer.assertion()) == 700027


def test_rs256_is_not_ps256(signer: Signer) -> None:
    """The header is signed too, so the algorithm cannot be exchanged; it is checked all the same."""
    good = signer.assertion({"alg": "PS256"})
    header = base64url(msgspec.json.encode({"typ": "JWT", "alg": "RS256", "x5t": base64url(signer.sha1)}))

    assert signer.present(f"{header}.{good.partition('.')[2]}") == 700027


def test_an_assertion_has_its_times(signer: Signer, clock: FakeClock) -> None:
    early, good = signer.assertion(nbf=int(clock.now()) + 3600), signer.assertion()
    clock.advance(1000)

    assert [700024, 700024] == [signer.present(early), signer.present(good)]


def test_a_certificate_that_has_expired_signs_for_nobody(ask: Ask, clock: FakeClock) -> None:
    signer = Signer(ask, days=1)
    clock.advance(2 * 86_400)

    assert signer.present(signer.assertion()) == 700027
