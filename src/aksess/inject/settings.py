"""What an installation of the webhook decides once for all pods."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from aksess.chain import PUBLIC_AUDIENCE
from aksess.chain.annotations import PREFIX
from aksess.inject.contract import DEFAULT_AUTHORITY_HOST


class Profile(StrEnum):
    """Which pod contract is served; azure-workload-identity moved the token in v1.6.0."""

    LEGACY = "legacy"
    V1_6 = "v1.6"
    BOTH = "both"


class Sidecar(StrEnum):
    """Where the proxy runs: as an init container that is kept running, or beside the others."""

    NATIVE = "native"
    CLASSIC = "classic"


@dataclass(frozen=True, slots=True)
class NoCa:
    """The token endpoint's certificate is one that the system's roots know."""


@dataclass(frozen=True, slots=True)
class InlineCa:
    """The CA travels in a variable. data: PEM."""

    data: str


@dataclass(frozen=True, slots=True)
class ConfigMapCa:
    """The CA is in key ``ca.crt`` of a ConfigMap in the pod's namespace."""

    name: str


@dataclass(frozen=True, slots=True)
class TrustBundleCa:
    """The CA is in the ClusterTrustBundles of a signer. selector: a LabelSelector, or None for all of them."""

    signer: str
    selector: Mapping[str, Any] | None = None


CaSource = NoCa | InlineCa | ConfigMapCa | TrustBundleCa


class InvalidSettings(ValueError):
    """The settings contradict one another; the text says which."""


@dataclass(frozen=True, slots=True)
class TokenEndpoint:
    """A token endpoint of the cluster's own (AKS identity bindings).

    suffix: of the pod annotation ``azure.workload.identity/use-<suffix>`` that asks for it. audience: of the token then
    projected. url: of the token proxy; empty only under ``strict_compat``. sni: server name to ask for, or "".
    """

    suffix: str
    audience: str
    url: str
    sni: str = ""
    ca: CaSource = NoCa()

    @property
    def annotation(self) -> str:
        """The pod annotation that asks for this endpoint."""
        return f"{PREFIX}use-{self.suffix}"


def _proxy_resources() -> Mapping[str, Any]:
    return {"requests": {"cpu": "10m", "memory": "64Mi"}, "limits": {"memory": "128Mi"}}


def _init_resources() -> Mapping[str, Any]:
    return {"requests": {"cpu": "10m", "memory": "16Mi"}, "limits": {"memory": "64Mi"}}


@dataclass(frozen=True, slots=True)
class ProxyContainers:
    """How the proxy and its init container are written into a pod.

    program: the command in the proxy image that ``--probe`` is handed to. log_level: of the proxy; "" is its default.
    resources and init_resources: Kubernetes ResourceRequirements; an empty mapping writes none.
    """

    image: str = "mcr.microsoft.com/oss/azure/workload-identity/proxy:v1.6.0"
    init_image: str = "mcr.microsoft.com/oss/azure/workload-identity/proxy-init:v1.6.0"
    program: tuple[str, ...] = ("/proxy",)
    log_level: str = "info"
    resources: Mapping[str, Any] = field(default_factory=_proxy_resources)
    init_resources: Mapping[str, Any] = field(default_factory=_init_resources)


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for every pod.

    tenant_id: for service accounts that name none. authority_host: with a trailing slash, as SDKs expect it.
    audience: of the projected token. strict_compat: behave as azure-workload-identity does, its faults included.

    Raises InvalidSettings.
    """

    tenant_id: str
    authority_host: str = DEFAULT_AUTHORITY_HOST
    audience: str = PUBLIC_AUDIENCE
    profile: Profile = Profile.BOTH
    sidecar: Sidecar = Sidecar.NATIVE
    proxy: ProxyContainers = ProxyContainers()
    token_endpoint: TokenEndpoint | None = None
    strict_compat: bool = False

    def __post_init__(self) -> None:
        endpoint = self.token_endpoint
        if endpoint is None:
            return
        if self.profile is Profile.LEGACY:
            raise InvalidSettings("a custom token endpoint needs profile v1.6 or both: releases up to 1.5.1 have none")
        if not endpoint.suffix or not endpoint.audience:
            raise InvalidSettings("a custom token endpoint needs both an annotation suffix and an audience")
        if endpoint.audience.lower() == PUBLIC_AUDIENCE.lower():
            raise InvalidSettings(
                f"custom token endpoint audience cannot be equal to default audience {PUBLIC_AUDIENCE}"
            )
        if not endpoint.url and not self.strict_compat:
            raise InvalidSettings("a custom token endpoint needs the URL of its token proxy")


_VERSION: Final = re.compile(r"v?(\d+)\.(\d+)")


def sidecar_for(git_version: str) -> Sidecar:
    """Which sidecar an API server of this ``gitVersion`` gets: native from 1.32, where every supported kubelet has it.

    A vendor's or pre-release suffix (``v1.32.0-eks-5ca49cb``) does not lower it; what cannot be read is classic.
    """
    found = _VERSION.match(git_version)
    if found and (int(found[1]), int(found[2])) >= (1, 32):
        return Sidecar.NATIVE
    return Sidecar.CLASSIC
