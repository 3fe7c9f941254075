"""Where each profile puts the token, and under which names."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from aksess.inject.contract import TOKEN_FILE_NAME
from aksess.inject.settings import Profile

LEGACY_VOLUME: Final = "azure-identity-token"
RESERVED_PREFIX: Final = "azure-workload-identity-reserved-"
# A volume name is a DNS label: 63 characters, of which the prefix takes 33.
_HASH_LENGTH: Final = 30


@dataclass(frozen=True, slots=True)
class TokenPath:
    """One place of the token in a container. token_path: within the volume mounted at mount_path."""

    mount_path: str
    token_path: str

    @property
    def token_file(self) -> str:
        """What AZURE_FEDERATED_TOKEN_FILE says for this place."""
        return f"{self.mount_path}/{self.token_path}"


LEGACY_PATH: Final = TokenPath("/var/run/secrets/azure/tokens", TOKEN_FILE_NAME)
RESERVED_PATH: Final = TokenPath("/var/run/secrets/azure/wi", "token/" + TOKEN_FILE_NAME)


def main_path(profile: Profile) -> TokenPath:
    """The place that the variable names: of the newest contract that the profile serves."""
    return LEGACY_PATH if profile is Profile.LEGACY else RESERVED_PATH


def display_name(name: str, generate_name: str) -> str:
    """A pod's name as the reference shows and hashes it: generated names are not known at admission."""
    return name or f"{generate_name} (prefix)"


def reserved_volume(pod_name: str) -> str:
    """The volume name of v1.6.0 for a pod's display name; all pods of one ReplicaSet share it."""
    return RESERVED_PREFIX + sha256(pod_name.encode(errors="replace")).hexdigest()[:_HASH_LENGTH]
