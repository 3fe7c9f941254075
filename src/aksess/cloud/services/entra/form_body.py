"""Parses the form of a token request; every parameter may occur at most once."""

from __future__ import annotations

from functools import lru_cache
from typing import Final
from urllib.parse import unquote_plus

from aksess.cloud.pipeline.call import Call
from aksess.cloud.services.entra.errors import refusal, shown

FORM: Final = "application/x-www-form-urlencoded"
# Ten times the largest assertion in use; Entra publishes no limit.
MAX_BODY: Final = 256 * 1024
MAX_FIELDS: Final = 100
# Parameters whose values are no secrets and repeat in every request: their decoding is cached.
OFTEN: Final = frozenset({"grant_type", "client_id", "scope", "resource", "client_assertion_type"})
SHORT: Final = 256

Form = dict[str, str]


def read_form(call: Call) -> Form:
    """Return the parameters of the body by lower-case name, without empty ones.

    As at Entra, a body of another content type has no parameters, so that the error names the first missing one.

    Raises:
        Fault: 9002313 for a body that is too long, 9000411 for a parameter that occurs twice.

    """
    if len(call.body) > MAX_BODY:
        raise refusal(9002313, "Invalid request. Request is malformed or invalid. The body is too long.")
    if call.media_type.lower() != FORM:
        return {}
    pieces = call.body.decode("utf-8", "replace").split("&")
    if len(pieces) > MAX_FIELDS:
        raise refusal(9002313, "Invalid request. Request is malformed or invalid. There are too many parameters.")
    form: Form = {}
    for piece in filter(None, pieces):
        name, _, value = piece.partition("=")
        name = _decoded(name).lower()
        if name in form:
            raise refusal(
                9000411, f"The request is not properly formatted. The parameter '{shown(name)}' is duplicated."
            )
        form[name] = _often(value) if name in OFTEN and len(value) < SHORT else _decoded(value)
    return {name: value for name, value in form.items() if value}


def needed(form: Form, name: str) -> str:
    """Return a required parameter.

    Raises:
        Fault: 900144.
    """
    value = form.get(name)
    if value is None:
        raise refusal(900144, f"The request body must contain the following parameter: '{name}'.")
    return value


def _decoded(text: str) -> str:
    return unquote_plus(text) if "%" in text or "+" in text else text


@lru_cache(maxsize=512)
def _often(text: str) -> str:
    return _decoded(text)
