"""What a service can do, and what each of its operations requires of the caller."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from inspect import iscoroutinefunction

from aksess.chain.policies import PolicyKind
from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.fault import Fault


@dataclass(frozen=True, slots=True)
class Public:
    """Anybody may call the operation, as on Azure; ``why`` says so."""

    why: str


@dataclass(frozen=True, slots=True)
class Authenticated:
    """Any caller that the service can authenticate may call the operation."""


@dataclass(frozen=True, slots=True)
class RequiresRole:
    """A role assignment must allow the operation.

    action: the action or dataAction of a role, ``"Microsoft.KeyVault/vaults/secrets/getSecret/action"``.
    data: whether it is a dataAction. or_actions: other actions, each of which is enough.
    """

    action: str
    data: bool
    or_actions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiresVaultPermission:
    """A role assignment or, in a vault with access policies, a permission of a policy must allow the operation.

    kind, permission: of the access policy, ``("secrets", "get")``. role: what is required under Azure RBAC.
    """

    kind: PolicyKind
    permission: str
    role: RequiresRole


@dataclass(frozen=True, slots=True)
class RequiresAppPermission:
    """The caller's application must have one of these application permissions, ``"Application.Read.All"``."""

    any_of: tuple[str, ...]


Requirement = Public | Authenticated | RequiresRole | RequiresVaultPermission | RequiresAppPermission

Run = Callable[[Call], Answer] | Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. There is no default for what it requires.

    name: as the service's documentation calls it, ``"get secret"``. run: a plain function or a coroutine function.
    transactional: whether the pipeline runs it in one transaction. A plain function is; a coroutine function opens its
    own transactions, because other calls run while it waits.
    """

    name: str
    requirement: Requirement
    run: Run
    transactional: bool = field(init=False)

    def __post_init__(self) -> None:
        """Derive ``transactional`` from ``run``."""
        object.__setattr__(self, "transactional", not iscoroutinefunction(self.run))


@dataclass(frozen=True, slots=True)
class Service:
    """A service of Azure: the functions that the request pipeline calls, in its order.

    hosts: exact names, or ``*.suffix`` for one label in front. find: returns the operation for method and path and
    fills ``call.params``, or returns None. authenticate: sets ``call.caller`` or raises Fault, before the body is read.
    authorize: checks network rules and grants, or raises Fault. not_implemented: returns the Fault for an operation
    that the service does not have (501, by name). render_error: renders a Fault in the service's format. tls: whether
    the service listens on TLS (all of Azure) or plain HTTP (IMDS, and our control host); also_plain: on both.
    """

    name: str
    hosts: tuple[str, ...]
    find: Callable[[Call], Operation | None]
    authenticate: Callable[[Call, Operation], None]
    authorize: Callable[[Call, Operation], None]
    not_implemented: Callable[[Call], Fault]
    render_error: Callable[[Call, Fault], Answer]
    tls: bool = True
    recorded: bool = True
    also_plain: bool = False
