"""Lists in pages: ``maxresults`` (1 to 25) and an opaque ``$skiptoken`` in ``nextLink``."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any, Final, TypeVar
from urllib.parse import quote

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.services.keyvault.errors import bad_parameter
from aksess.cloud.services.keyvault.object_ids import answer
from aksess.cloud.services.keyvault.vaults import Vault

T = TypeVar("T")
MOST: Final = 25


def page(call: Call, vault: Vault, found: Iterable[tuple[str, T]], show: Callable[[T], dict[str, Any]]) -> Answer:
    """The page that was asked for. found: in the order of its keys, which begin with the vault's GUID.

    Raises Fault(400) for a ``maxresults`` outside of 1 to 25 and for a token that none of our pages gave.
    """
    most = _most(call)
    prefix = f"{vault.uid}/"
    after = prefix + _last_seen(call)
    taken = list(islice(((key, each) for key, each in found if key > after), most + 1))
    shown = [show(each) for _, each in taken[:most]]
    following = _next_link(call, vault, taken[most - 1][0].removeprefix(prefix), most) if len(taken) > most else None
    return answer(call, vault, {"value": shown, "nextLink": following})


def _most(call: Call) -> int:
    asked = call.query.get("maxresults")
    if asked is None:
        return MOST
    if not (asked.isascii() and asked.isdigit() and len(asked) < 4 and 1 <= int(asked) <= MOST):
        raise bad_parameter(f"maxresults must be a number from 1 to {MOST}.")
    return int(asked)


def _last_seen(call: Call) -> str:
    token = call.query.get("$skiptoken")
    if not token:
        return ""
    try:
        return base64.b64decode(token, altchars=b"-_", validate=True).decode()
    except (binascii.Error, ValueError):
        raise bad_parameter("The $skiptoken is not one of a page of this list.") from None


def _next_link(call: Call, vault: Vault, last: str, most: int) -> str:
    token = quote(base64.b64encode(last.encode(), altchars=b"-_").decode())
    version = quote(call.query["api-version"])
    path = "/".join(quote(segment, safe="") for segment in call.segments)
    return f"{vault.base}/{path}?api-version={version}&$skiptoken={token}&maxresults={most}"
