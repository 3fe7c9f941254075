"""Walk a chain: link after link, to the first that is broken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias

from aksess.chain.chain_check_access import check_grant, check_network, check_object
from aksess.chain.chain_check_federation import check_audience, check_credential, check_issuer, check_subject
from aksess.chain.chain_check_pod import check_client_id, check_label, check_service_account, check_tenant
from aksess.chain.chain_check_token import check_key, check_lifetime, check_signature
from aksess.chain.evidence import Evidence, Unknown
from aksess.chain.grants import Denied
from aksess.chain.lifetime import OutOfTime
from aksess.chain.links import Link
from aksess.chain.matching import Refused
from aksess.chain.near import Near
from aksess.chain.policies import DeniedByPolicy

Refusal: TypeAlias = Refused | Denied | DeniedByPolicy | OutOfTime
"""Why a link is broken. Each has ``link``, ``found`` and ``wanted``."""


@dataclass(frozen=True, slots=True)
class Passed:
    """A link holds. seen: what was there."""

    link: Link
    seen: str


@dataclass(frozen=True, slots=True)
class Skipped:
    """A link was not judged: nothing is said about it. why: in words."""

    link: Link
    why: str


Step: TypeAlias = Passed | Skipped


@dataclass(frozen=True, slots=True)
class Whole:
    """No link is known to be broken. One that was skipped is not known to hold."""

    steps: tuple[Step, ...]

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """The links that were not judged; with none of them, the chain holds."""
        return tuple(step for step in self.steps if isinstance(step, Skipped))


@dataclass(frozen=True, slots=True)
class Broken:
    """The chain breaks at this link. steps_before: the links before it. cause: the refusal, whole."""

    link: Link
    found: str
    wanted: tuple[str, ...]
    steps_before: tuple[Step, ...]
    cause: Refusal

    @property
    def near(self) -> Near | None:
        """How what was found nearly was one of those wanted."""
        return self.cause.near if isinstance(self.cause, Refused) else None


Seen: TypeAlias = str
Check: TypeAlias = Callable[[Evidence], Seen | Unknown | Refusal]

# The table has to name every link: a test holds it to Link, in its order.
CHECKS: Final[dict[Link, Check]] = {
    Link.LABEL: check_label,
    Link.SERVICE_ACCOUNT: check_service_account,
    Link.CLIENT_ID: check_client_id,
    Link.TENANT: check_tenant,
    Link.CREDENTIAL: check_credential,
    Link.ISSUER: check_issuer,
    Link.SUBJECT: check_subject,
    Link.AUDIENCE: check_audience,
    Link.KEY: check_key,
    Link.SIGNATURE: check_signature,
    Link.LIFETIME: check_lifetime,
    Link.NETWORK: check_network,
    Link.GRANT: check_grant,
    Link.OBJECT: check_object,
}


def walk(evidence: Evidence) -> Whole | Broken:
    """Judge the links of one chain in their order; stop at the first that is broken.

    A link whose evidence is ``Unknown`` is ``Skipped`` with the reason, never ``Passed``.
    """
    steps: list[Step] = []
    for link, check in CHECKS.items():
        verdict = check(evidence)
        if isinstance(verdict, str):
            steps.append(Passed(link, verdict))
        elif isinstance(verdict, Unknown):
            steps.append(Skipped(link, verdict.why))
        else:
            return Broken(verdict.link, verdict.found, verdict.wanted, tuple(steps), verdict)
    return Whole(tuple(steps))
