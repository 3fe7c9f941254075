"""Who calls a storage service, and may they: the two steps of the pipeline, the same for all of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from aksess.chain import Allowed, Denied
from aksess.cloud.pipeline.call import Call
from aksess.cloud.pipeline.decisions import refused
from aksess.cloud.pipeline.operation import Operation, Public, RequiresRole
from aksess.cloud.resources.firewall_rules import Verdict, judge, read_rules
from aksess.cloud.storage.account import Account, account_of, is_secondary
from aksess.cloud.storage.bearer_tokens import authenticate_bearer_token, challenge, knows_challenge
from aksess.cloud.storage.callers import AnonymousCaller, Breadth, SharedKeyCaller, SignatureCaller
from aksess.cloud.storage.errors import refusal
from aksess.cloud.storage.operation import StorageOperation
from aksess.cloud.storage.policies import StoredPolicy
from aksess.cloud.storage.shared_key import authenticate_shared_key
from aksess.cloud.storage.signature import authenticate_signature, check_permissions
from aksess.wire.events import CHALLENGED, Decision

# Versions are dates, of which this is the first (Microsoft Learn, "Versioning for Azure Storage").
_FIRST_VERSION: Final = "2009-09-19"
_VERSION: Final = re.compile(r"20\d\d-[01]\d-[0-3]\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class RequestAuthorization:
    """How one service proves and checks. letter: as ``ss`` spells the service, ``b``, ``q``, ``t`` or ``f``.

    scope: the ARM id that a role must reach for a call. policies: the stored access policies of what is asked for.
    public: set the caller of a request that brings no proof where that is allowed, else return.
    """

    letter: str
    scope: Callable[[Call, Account], str]
    policies: Callable[[Call, Account], Iterable[StoredPolicy]] = lambda _call, _account: ()
    public: Callable[[Call, Account, Operation], None] = lambda _call, _account, _operation: None

    def authenticate(self, call: Call, operation: Operation) -> None:
        """Set ``call.caller``, or raise Fault."""
        account = account_of(call)
        check_version(call)
        if isinstance(operation.requirement, Public):
            return
        header = str(call.headers.get("authorization") or "")
        scheme, _, credentials = header.partition(" ")
        if scheme.lower() == "bearer":
            authenticate_bearer_token(call, account)
        elif scheme.lower() in ("sharedkey", "sharedkeylite"):
            authenticate_shared_key(call, account, scheme, credentials)
        elif header:
            raise refusal(
                "InvalidAuthenticationInfo",
                status=400,
                message="The authentication information was not provided in the correct format. Verify the value of "
                "Authorization header.",
            )
        elif call.query.get("sig"):
            authenticate_signature(call, account, self.letter, self.policies(call, account))
        else:
            self._authenticate_anonymous(call, account, operation)

    def authorize(self, call: Call, operation: Operation) -> None:
        """Raise Fault(403) where the network or the grant does not let the caller in."""
        if isinstance(operation.requirement, Public) or not isinstance(operation, StorageOperation):
            return
        account = account_of(call)
        check_network(call, account)
        if is_secondary(call.host) and call.method not in ("GET", "HEAD"):
            raise refusal("InsufficientAccountPermissions")
        self.check_grant(call, account, operation)

    def check_grant(self, call: Call, account: Account, operation: StorageOperation) -> None:
        """Raise Fault(403) where the caller may not do that."""
        match call.caller:
            case SharedKeyCaller() | AnonymousCaller():
                return
            case SignatureCaller(grant=grant):
                check_permissions(grant, operation.signed, self.letter)
                if grant.breadth is Breadth.DELEGATED:
                    behind = call.cloud.directory.principals_of(grant.delegator)
                    self._require_role(call, account, operation, behind)
            case caller:
                self._require_role(call, account, operation, caller.principals)

    def _authenticate_anonymous(self, call: Call, account: Account, operation: Operation) -> None:
        self.public(call, account, operation)
        if call.is_authenticated:
            return
        if knows_challenge(call):
            raise refusal("NoAuthenticationInformation", headers=challenge(call)).because(CHALLENGED)
        if self.letter == "b" and not account.public_access_allowed:
            raise refusal("PublicAccessNotPermitted")
        raise refusal("ResourceNotFound")

    def _require_role(
        self, call: Call, account: Account, operation: StorageOperation, principals: frozenset[str]
    ) -> None:
        requirement = operation.requirement
        if not isinstance(requirement, RequiresRole):
            return
        scope = self.scope(call, account)

        def verdict(action: str) -> Allowed | Denied:
            return call.cloud.authorization.decide(principals, action, scope, data=requirement.data)

        verdicts = [verdict(action) for action in (requirement.action, *requirement.or_actions)]
        if any(isinstance(each, Allowed) for each in verdicts):
            return
        if any(all(isinstance(verdict(action), Allowed) for action in actions) for actions in operation.together):
            return
        fault = refusal("AuthorizationPermissionMismatch")
        denied = verdicts[0]
        raise fault.because(refused(denied)) if isinstance(denied, Denied) else fault


def check_version(call: Call) -> None:
    """Raise Fault(400, InvalidHeaderValue) where ``x-ms-version`` is nothing that a version could be."""
    said = str(call.headers.get("x-ms-version") or "")
    if said and (not _VERSION.fullmatch(said) or said < _FIRST_VERSION):
        raise refusal("InvalidHeaderValue", fields={"HeaderName": "x-ms-version", "HeaderValue": said[:40]})


def check_network(call: Call, account: Account) -> None:
    """Raise Fault(403, AuthorizationFailure) where the account's network rules keep the caller out."""
    verdict = judge(read_rules(account.properties), call.origin)
    if verdict is Verdict.ADMITTED:
        return
    raise refusal("AuthorizationFailure").because(
        Decision(link="network", found=call.origin.subnet or call.origin.address, why=verdict.value)
    )
