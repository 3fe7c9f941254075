"""What a service can do, and what each of its operations demands of the caller."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aksess.chain.policies import PolicyKind
from aksess.cloud.call import Answer, Call
from aksess.cloud.fault import Fault


@dataclass(frozen=True, slots=True)
class Anyone:
    """No proof is asked, as on Azure; ``why`` says so."""

    why: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Any caller that the service can prove, with no grant beyond that."""


@dataclass(frozen=True, slots=True)
class Granted:
    """A grant is needed.

    action: the action or dataAction of a role, ``"Microsoft.KeyVault/vaults/secrets/getSecret/action"``.
    data: whether it is a dataAction. policy: the Key Vault access policy permission that also gives it,
    ``("secrets", "get")``. One of several actions may do: ``or_actions``.
    """

    action: str
    data: bool
    policy: tuple[PolicyKind, str] | None = None
    or_actions: tuple[str, ...] = ()


Demand = Anyone | Holder | Granted

Run = Callable[[Call], Answer] | Callable[[Call], Awaitable[Answer]]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation. There is no default for what it demands.

    name: the field's own, ``"get secret"``. run: a plain function (it runs whole, in one transaction) or a
    coroutine function (it opens its own transactions, because others run while it waits).
    """

    name: str
    demand: Demand
    run: Run


@dataclass(frozen=True, slots=True)
class Service:
    """A service of Azure as the gate sees it: six functions, called in the order of the gate's list.

    hosts: exact names, or ``*.suffix`` for one label in front. find: the operation for method and path (it
    fills ``call.params``), None where there is none. prove: set ``call.caller`` or raise Fault; the body has
    not been read yet. check: the grant and network rules, or raise Fault. unknown: the Fault for an operation
    that is not there (501, by name). print_fault: a Fault in the shape of this service. tls: whether it is
    served over TLS (all of Azure) or plain (IMDS, and our own control); also_plain: over both.
    """

    name: str
    hosts: tuple[str, ...]
    find: Callable[[Call], Operation | None]
    prove: Callable[[Call, Operation], None]
    check: Callable[[Call, Operation], None]
    unknown: Callable[[Call], Fault]
    print_fault: Callable[[Call, Fault], Answer]
    tls: bool = True
    recorded: bool = True
    also_plain: bool = False
