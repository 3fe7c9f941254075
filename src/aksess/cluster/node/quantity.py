"""Kubernetes quantities, such as ``500m`` and ``1Gi``, as exact numbers.

Kubernetes API reference, "Quantity".
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, Decimal
from typing import Final

_QUANTITY: Final = re.compile(r"([+-]?[0-9.]+)(?:([eE][+-]?[0-9]+)|([A-Za-z]{0,2}))")
_SUFFIXES: Final = {
    "": Decimal(1), "n": Decimal("1e-9"), "u": Decimal("1e-6"), "m": Decimal("1e-3"),
    "k": Decimal(10**3), "M": Decimal(10**6), "G": Decimal(10**9), "T": Decimal(10**12), "P": Decimal(10**15),
    "E": Decimal(10**18),
    "Ki": Decimal(2**10), "Mi": Decimal(2**20), "Gi": Decimal(2**30), "Ti": Decimal(2**40), "Pi": Decimal(2**50),
    "Ei": Decimal(2**60),
}  # fmt: skip


def parse_quantity(text: str) -> Decimal:
    """The number that a quantity stands for.

    Raises:
        ValueError: the text is not a quantity.
    """
    found = _QUANTITY.fullmatch(text.strip())
    if found is None or (found[3] or "") not in _SUFFIXES:
        raise ValueError(f"found {text!r}, expected a quantity such as 500m or 1Gi")
    return Decimal(found[1] + (found[2] or "")) * _SUFFIXES[found[3] or ""]


def divide(quantity: Decimal, divisor: str) -> int:
    """A quantity in units of ``divisor``, rounded up as the downward API does; ``0`` and no divisor count as 1."""
    unit = parse_quantity(divisor) if divisor else Decimal(1)
    return int((quantity / (unit or Decimal(1))).to_integral_value(ROUND_CEILING))
