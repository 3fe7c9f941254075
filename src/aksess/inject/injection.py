"""Everything that a pod's containers are to be given, worked out once a pod."""

from __future__ import annotations

from typing import NamedTuple

from aksess.inject.contract import (
    CA_PATH,
    ENV_AUTHORITY_HOST,
    ENV_CA_DATA,
    ENV_CA_FILE,
    ENV_CLIENT_ID,
    ENV_SNI_NAME,
    ENV_TENANT_ID,
    ENV_TOKEN_FILE,
    ENV_TOKEN_PROXY,
)
from aksess.inject.outcome import Json
from aksess.inject.settings import InlineCa, Profile, Settings, TokenEndpoint
from aksess.inject.token_paths import (
    LEGACY_PATH,
    LEGACY_VOLUME,
    RESERVED_PATH,
    TokenPath,
    main_path,
    reserved_volume,
)
from aksess.inject.volume import ca_sources, own_volume, projected, token_source


class Mount(NamedTuple):
    """One mount to give.

    overwrites: a mount of the volume that is there already is replaced, else left. by_path: the volume is mounted more
    than once, so a mount of it is this one only at this path. essential: the variable points into it.
    """

    volume: str
    place: TokenPath
    overwrites: bool
    by_path: bool = False
    essential: bool = True


class Injection(NamedTuple):
    """env: names and values in order, none empty. volume: to add; None where the user's own serves."""

    env: list[tuple[str, str]]
    mounts: tuple[Mount, ...]
    volume: Json | None


def environment(
    client_id: str, tenant_id: str, settings: Settings, endpoint: TokenEndpoint | None
) -> list[tuple[str, str]]:
    """The variables of a container in the reference's order; what is empty is left out."""
    variables = [
        (ENV_CLIENT_ID, client_id),
        (ENV_TENANT_ID, tenant_id),
        (ENV_TOKEN_FILE, main_path(settings.profile).token_file),
        (ENV_AUTHORITY_HOST, settings.authority_host),
    ]
    if endpoint is not None:
        variables += _endpoint_variables(endpoint, settings.strict_compat)
    return [variable for variable in variables if variable[1]]


def _endpoint_variables(endpoint: TokenEndpoint, strict: bool) -> list[tuple[str, str]]:
    # SDKs refuse CA_FILE beside CA_DATA, and a file that is not there; the reference always sets it.
    has_file = strict or bool(ca_sources(endpoint.ca))
    return [
        (ENV_TOKEN_PROXY, endpoint.url),
        (ENV_SNI_NAME, endpoint.sni),
        (ENV_CA_FILE, f"{RESERVED_PATH.mount_path}/{CA_PATH}" if has_file else ""),
        (ENV_CA_DATA, endpoint.ca.data if isinstance(endpoint.ca, InlineCa) else ""),
    ]


class Token(NamedTuple):
    """The token to project. expiration: seconds. endpoint: the token endpoint the pod asked for, if any."""

    audience: str
    expiration: int
    endpoint: TokenEndpoint | None

    def sources(self, *paths: str) -> list[Json]:
        """The volume's sources, the token at each path."""
        sources = [token_source(path, self.audience, self.expiration) for path in paths]
        return sources if self.endpoint is None else sources + ca_sources(self.endpoint.ca)


def storage(
    pod_name: str, volumes: list[Json], token: Token, settings: Settings
) -> tuple[tuple[Mount, ...], Json | None]:
    """The mounts of every container, and the volume to add."""
    match settings.profile:
        case Profile.LEGACY:
            return _legacy(volumes, token, settings.strict_compat)
        case Profile.V1_6:
            name = reserved_volume(pod_name)
            mount = Mount(name, RESERVED_PATH, overwrites=True)
            return (mount,), projected(name, token.sources(RESERVED_PATH.token_path))
        case Profile.BOTH:
            return _both(reserved_volume(pod_name), volumes, token)


def _legacy(volumes: list[Json], token: Token, strict: bool) -> tuple[tuple[Mount, ...], Json | None]:
    own = own_volume(volumes, LEGACY_PATH.token_path, "")
    if own is None:
        volume = projected(LEGACY_VOLUME, token.sources(LEGACY_PATH.token_path))
        return (Mount(LEGACY_VOLUME, LEGACY_PATH, overwrites=False),), volume
    # The reference mounts its own name even then, and the API server refuses the pod where that is another.
    name = LEGACY_VOLUME if strict else own
    return (Mount(name, LEGACY_PATH, overwrites=False, by_path=name != LEGACY_VOLUME),), None


def _both(name: str, volumes: list[Json], token: Token) -> tuple[tuple[Mount, ...], Json]:
    """One volume with the token at both paths, mounted twice.

    Not one mount with a ``subPath``: the kubelet does not refresh those, and the token would go stale.
    """
    main = Mount(name, RESERVED_PATH, overwrites=True, by_path=True)
    own = own_volume(volumes, LEGACY_PATH.token_path, name)
    if own is not None:
        kept = Mount(own, LEGACY_PATH, overwrites=False, by_path=True, essential=False)
        return (main, kept), projected(name, token.sources(RESERVED_PATH.token_path))
    old = Mount(name, LEGACY_PATH, overwrites=True, by_path=True, essential=False)
    return (main, old), projected(name, token.sources(RESERVED_PATH.token_path, LEGACY_PATH.token_path))
