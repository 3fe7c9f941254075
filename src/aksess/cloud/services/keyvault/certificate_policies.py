"""A certificate's policy: what the next version will be. Read from a request, completed with Azure's defaults, kept as
it is shown.

Microsoft Learn, "About Azure Key Vault certificates", "Certificate policy"; defaults as created certificates
show them.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec

from aksess.cloud.services.keyvault.errors import bad_parameter, shown
from aksess.cloud.services.keyvault.jwk import CURVES, SIZES
from aksess.cloud.services.keyvault.object_ids import AttributesBody, present

POLICIES: Final = "vault-certificate-policy"
PFX: Final = "application/x-pkcs12"
PEM: Final = "application/x-pem-file"
SELF: Final = "Self"
UNKNOWN: Final = "Unknown"
LONGEST_MONTHS: Final = 1200
EKUS: Final = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]
USAGES: Final = ["digitalSignature", "keyEncipherment"]
ALL_USAGES: Final = frozenset({
    *USAGES, "nonRepudiation", "dataEncipherment", "keyAgreement", "keyCertSign", "cRLSign", "encipherOnly",
    "decipherOnly",
})  # fmt: skip
_EC_SIZES: Final = {"P-256": 256, "P-384": 384, "P-521": 521, "P-256K": 256}


class KeyProperties(msgspec.Struct):
    """The key: ``key_props``."""

    exportable: bool | None = None
    kty: str | None = None
    key_size: int | None = None
    reuse_key: bool | None = None
    crv: str | None = None


class SecretProperties(msgspec.Struct, rename="camel"):
    """The secret behind it: ``secret_props``."""

    content_type: str | None = None


class AlternativeNames(msgspec.Struct, rename={"ip_addresses": "ipAddresses"}):
    """``sans``."""

    emails: list[str] | None = None
    dns_names: list[str] | None = None
    upns: list[str] | None = None
    uris: list[str] | None = None
    ip_addresses: list[str] | None = None


class X509Properties(msgspec.Struct):
    """The certificate: ``x509_props``."""

    subject: str | None = None
    ekus: list[str] | None = None
    sans: AlternativeNames | None = None
    key_usage: list[str] | None = None
    validity_months: int | None = None


class Trigger(msgspec.Struct):
    """When something is done about its end."""

    lifetime_percentage: int | None = None
    days_before_expiry: int | None = None


class Action(msgspec.Struct):
    """``EmailContacts`` or ``AutoRenew``."""

    action_type: str | None = None


class LifetimeAction(msgspec.Struct):
    """What is done when."""

    trigger: Trigger | None = None
    action: Action | None = None


class IssuerParameters(msgspec.Struct):
    """Who signs: ``Self``, ``Unknown`` (somebody outside), or the name of an issuer that the vault knows."""

    name: str | None = None
    cty: str | None = None
    cert_transparency: bool | None = None


class PolicyBody(msgspec.Struct):
    """A policy in a request."""

    key_props: KeyProperties | None = None
    secret_props: SecretProperties | None = None
    x509_props: X509Properties | None = None
    lifetime_actions: list[LifetimeAction] | None = None
    issuer: IssuerParameters | None = None
    attributes: AttributesBody | None = None


def completed(sent: PolicyBody) -> dict[str, Any]:
    """The policy as it is kept and shown, without id and attributes. Raises Fault(400) for what cannot be."""
    issuer = sent.issuer or IssuerParameters()
    if not issuer.name:
        raise bad_parameter("Property policy has invalid value: it names no issuer; Self signs itself.")
    renews = "AutoRenew" if issuer.name.lower() != UNKNOWN.lower() else "EmailContacts"
    return {
        "key_props": _key(sent.key_props or KeyProperties()),
        "secret_props": {"contentType": _content_type(sent.secret_props)},
        "x509_props": _x509(sent.x509_props or X509Properties()),
        "lifetime_actions": [_lifetime(each) for each in sent.lifetime_actions]
        if sent.lifetime_actions is not None
        else [{"trigger": {"lifetime_percentage": 80}, "action": {"action_type": renews}}],
        "issuer": present(name=issuer.name, cty=issuer.cty, cert_transparency=issuer.cert_transparency),
    }


def merged(kept: dict[str, Any], sent: PolicyBody) -> dict[str, Any]:
    """A kept policy with the parts of a request in place of its own."""
    before = msgspec.convert(kept, PolicyBody)
    for part in ("key_props", "secret_props", "x509_props", "lifetime_actions", "issuer"):
        if getattr(sent, part) is not None:
            setattr(before, part, getattr(sent, part))
    return completed(before)


def _key(sent: KeyProperties) -> dict[str, Any]:
    kty = sent.kty or "RSA"
    if kty not in ("RSA", "EC", "RSA-HSM", "EC-HSM"):
        raise bad_parameter(f"Property kty has invalid value: {shown(kty)}.")
    found: dict[str, Any] = {"exportable": sent.exportable is not False, "kty": kty}
    if kty.startswith("EC"):
        curve = sent.crv or "P-256"
        if curve not in CURVES:
            raise bad_parameter(f"Property crv has invalid value: it is not one of {', '.join(CURVES)}.")
        found |= {"key_size": _EC_SIZES[curve], "crv": curve}
    else:
        found["key_size"] = sent.key_size or SIZES[0]
        if found["key_size"] not in SIZES:
            raise bad_parameter("Property key_size has invalid value: it is not one of 2048, 3072 and 4096.")
    return found | {"reuse_key": sent.reuse_key is True}


def _content_type(sent: SecretProperties | None) -> str:
    content_type = (sent.content_type if sent else None) or PFX
    if content_type not in (PFX, PEM):
        raise bad_parameter(f"Property contentType has invalid value: it is {PFX} or {PEM}.")
    return content_type


def _x509(sent: X509Properties) -> dict[str, Any]:
    names = present(**msgspec.structs.asdict(sent.sans)) if sent.sans else {}
    if not sent.subject and not any(names.values()):
        raise bad_parameter("Property policy has invalid value: a certificate has a subject or alternative names.")
    usages = USAGES if sent.key_usage is None else sent.key_usage
    if unknown := [shown(each) for each in usages if each not in ALL_USAGES]:
        raise bad_parameter(f"Property key_usage has invalid value: {', '.join(unknown)}.")
    months = 12 if sent.validity_months is None else sent.validity_months
    if not 1 <= months <= LONGEST_MONTHS:
        raise bad_parameter(f"Property validity_months has invalid value: it is from 1 to {LONGEST_MONTHS}.")
    if "ip_addresses" in names:
        names["ipAddresses"] = names.pop("ip_addresses")
    return {
        "subject": sent.subject or "",
        **({"sans": names} if sent.sans is not None else {}),
        "ekus": EKUS if sent.ekus is None else sent.ekus,
        "key_usage": list(usages),
        "validity_months": months,
        "basic_constraints": {"ca": False},
    }


def _lifetime(sent: LifetimeAction) -> dict[str, Any]:
    trigger, action = sent.trigger or Trigger(), sent.action or Action()
    if action.action_type not in ("EmailContacts", "AutoRenew"):
        raise bad_parameter("Property action_type has invalid value: it is EmailContacts or AutoRenew.")
    when = present(**msgspec.structs.asdict(trigger))
    if len(when) != 1:
        raise bad_parameter("Property trigger has invalid value: it is lifetime_percentage or days_before_expiry.")
    return {"trigger": when, "action": {"action_type": action.action_type}}
