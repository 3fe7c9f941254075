"""Pod and service account in, JSON patch out: the admission of a pod, as a pure function.

Stands in for the mutating webhook of azure-workload-identity up to 1.5.1 (``Profile.LEGACY``), from 1.6.0
(``Profile.V1_6``), or both at once (``Profile.BOTH``: the token at either place). Where that webhook is wrong this one
is right, unless ``Settings.strict_compat`` asks for the fault; ``docs/reference/admission.md`` lists every difference.
Not here: HTTP, certificates, looking up service accounts.
"""

from aksess.inject.admission import inject
from aksess.inject.outcome import AdmissionWarning, Denied, Operation, Patched, WarningCode
from aksess.inject.reading import service_account_name, wants_injection
from aksess.inject.service_account import ServiceAccount
from aksess.inject.settings import (
    ConfigMapCa,
    InlineCa,
    InvalidSettings,
    NoCa,
    Profile,
    ProxyContainers,
    Settings,
    Sidecar,
    TokenEndpoint,
    TrustBundleCa,
    sidecar_for,
)
from aksess.inject.token_paths import LEGACY_PATH, RESERVED_PATH, TokenPath, reserved_volume

__all__ = [
    "LEGACY_PATH",
    "RESERVED_PATH",
    "AdmissionWarning",
    "ConfigMapCa",
    "Denied",
    "InlineCa",
    "InvalidSettings",
    "NoCa",
    "Operation",
    "Patched",
    "Profile",
    "ProxyContainers",
    "ServiceAccount",
    "Settings",
    "Sidecar",
    "TokenEndpoint",
    "TokenPath",
    "TrustBundleCa",
    "WarningCode",
    "inject",
    "reserved_volume",
    "service_account_name",
    "sidecar_for",
    "wants_injection",
]
