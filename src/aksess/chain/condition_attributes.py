"""What conditions may ask of a request, and what is known of the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Final, TypeAlias


class Ternary(Enum):
    """What is known of a condition. The value orders them: AND takes the lesser, OR the greater."""

    FAILS = 0
    UNSURE = 1
    HOLDS = 2


Attributes: TypeAlias = Mapping[str, tuple[str, ...]]
"""Attribute to values. Names in lower case, ``"microsoft.authorization/roleassignments:principaltype"``."""


@dataclass(frozen=True, slots=True)
class ConditionAttributes:
    """What a request says (``@Request``) and what it is about (``@Resource``), for conditions to compare."""

    request: Attributes = field(default_factory=dict)
    resource: Attributes = field(default_factory=dict)
    suboperation: str = ""


NO_ATTRIBUTES: Final = ConditionAttributes()

_ASSIGNMENT: Final = "microsoft.authorization/roleassignments:"


def attributes_of_assignment(role_id: str, principal_id: str, principal_type: str) -> ConditionAttributes:
    """What a write or delete of a role assignment says of it. role_id: the GUID of the role definition.

    principal_type: ``"ServicePrincipal"``, "" where the request does not say (then a condition on it does not hold:
    hashicorp's provider needs ``principal_type`` for a deployer that is limited by one).
    """
    said: dict[str, tuple[str, ...]] = {
        _ASSIGNMENT + "roledefinitionid": (role_id,),
        _ASSIGNMENT + "principalid": (principal_id,),
    }
    if principal_type:
        said[_ASSIGNMENT + "principaltype"] = (principal_type,)
    return ConditionAttributes(said, said)
