"""The events of a local Azure: what was asked, what was decided, and why. Written as JSON, one object a line.

An event never holds a body, a header, a query string, a token, an assertion or a secret.
"""

from __future__ import annotations

from typing import Final

import msgspec

_CHALLENGE: Final = "challenge"


class Decision(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was decided about one call, by the part of the chain that decided it.

    link: the link of the chain, or the check, at which the decision fell (``"subject"``, ``"grant"``). found: the value
    that the call presented. wanted: every value that would have been accepted. near: how ``found`` differs from the
    nearest of them (``"trailing slash"``). candidate: that nearest value. action, scope: the action that was asked for
    and the ARM id at which. why: the reason in a word, or the id of the assignment or policy that allowed it.
    finding: the WI code that explains a refusal.
    """

    link: str = ""
    found: str = ""
    wanted: tuple[str, ...] = ()
    near: str = ""
    candidate: str = ""
    action: str = ""
    scope: str = ""
    why: str = ""
    finding: str = ""

    @property
    def is_challenge(self) -> bool:
        """Whether the response only names where a client gets a token: not a failure."""
        return self.why == _CHALLENGE


# The decision of a response that names where a client gets a token.
CHALLENGED: Final = Decision(link="token", why=_CHALLENGE)


class SignIn(msgspec.Struct, frozen=True, omit_defaults=True):
    """An access token that Entra or IMDS issued.

    client: the client id. resource: the audience. proof: ``"secret"``, ``"certificate"`` or ``"federated"``. issuer,
    subject: of the assertion that was presented. credential: the name of the federated credential that matched it.
    """

    client: str = ""
    resource: str = ""
    proof: str = ""
    issuer: str = ""
    subject: str = ""
    credential: str = ""


class Event(msgspec.Struct, frozen=True, omit_defaults=True):
    """One request and its answer.

    time: Unix seconds. took: seconds. client: the name of the client whose proxy listener accepted the request. caller:
    the object id that it authenticated as. code: the service's error code. message: the first line
    of the service's error message, where a decision was the reason. decision: what was decided about it.
    sign_in: the token that was issued. parts: the statuses of a batch's parts. defect: type and place of an error of
    aksess itself.
    """

    time: float
    id: str
    service: str
    operation: str
    method: str
    host: str
    path: str
    status: int
    took: float
    client: str
    caller: str = ""
    code: str = ""
    message: str = ""
    decision: Decision | None = None
    sign_in: SignIn | None = None
    parts: tuple[int, ...] = ()
    defect: tuple[str, ...] = ()
