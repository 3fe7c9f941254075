"""Good tokens with anything done to them: what was signed is accepted, and nothing else is."""

from __future__ import annotations

from typing import Any

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from aksess.cloud.identity.access_tokens import BadToken
from tests.cloud_fixtures import Ask
from tests.federation_scene import AUDIENCE, SUBJECT, Scene, sealed

Edit = tuple[str, float, str]

EDITS = st.lists(
    st.tuples(
        st.sampled_from(["put", "insert", "delete"]),
        st.floats(0, 1, exclude_max=True),
        st.sampled_from("AQZaqz019-_=+/. \n\t%\x00\u00e9\u0430"),
    ),
    min_size=1,
    max_size=4,
)
VALUES: st.SearchStrategy[Any] = st.sampled_from(
    [..., None, True, False, 0, 1, -1, 1.5, 1e300, 2**53, 10**30, "", "x", " ", "\x00", "é", [], [None], [1], [[]], {},
     {"x": 1}, "none", "RS256", "HS256", "JWT", "at+jwt", AUDIENCE, [AUDIENCE], [AUDIENCE, AUDIENCE], AUDIENCE + " ",
     SUBJECT, SUBJECT + "\n", SUBJECT.upper(), "https://sts.windows.net/", "https://westeurope.oic.prod-aks.azure.com/"]
)  # fmt: skip
HEADERS = ("alg", "kid", "typ", "crit", "jku", "jwk", "x5u", "x5c", "x5t", "b64", "zip", "cty")
CLAIMS = (
    "iss",
    "sub",
    "aud",
    "exp",
    "iat",
    "nbf",
    "jti",
    "tid",
    "oid",
    "appid",
    "azp",
    "ver",
    "xms_mirid",
    "kubernetes.io",
)
# More where more are looked for.
MANY = settings(
    max_examples=max(200, settings().max_examples), suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def edited(token: str, edits: list[Edit]) -> str:
    """A token with letters put, inserted and deleted. An edit's second part says where, from 0 to 1."""
    letters = list(token)
    for do, where, letter in edits:
        at = int(where * len(letters))
        letters[at : at + (do != "insert")] = [] if do == "delete" else [letter]
    return "".join(letters)


@MANY
@given(edits=EDITS)
def test_no_edit_of_an_assertion_is_accepted(scene: Scene, edits: list[Edit]) -> None:
    good = scene.assertion()
    bad = edited(good, edits)
    assume(bad != good)
    reply = scene.exchange(bad)

    assert reply.status in (400, 401)
    assert () == scene.cloud.activity_log.recent[-1].defect


@MANY
@given(edits=EDITS)
def test_no_edit_of_an_access_token_is_proven(ask: Ask, edits: list[Edit]) -> None:
    good = ask.operator()
    bad = edited(good, edits)
    assume(bad != good)

    assert isinstance(ask.cloud.tokens.verify(bad), BadToken)


@MANY
@given(
    header=st.dictionaries(st.sampled_from(HEADERS), VALUES, max_size=2),
    claims=st.dictionaries(st.sampled_from(CLAIMS), VALUES, max_size=2),
)
def test_what_the_cluster_signed_is_accepted_for_its_subject_alone(
    scene: Scene, header: dict[str, Any], claims: dict[str, Any]
) -> None:
    """Whatever else the token says, and whatever its header asks for."""
    head, said = scene.header(**header), scene.claims(**claims)
    reply = scene.exchange(sealed(msgspec.json.encode(head), msgspec.json.encode(said), scene.key.pem))

    assert reply.status in (200, 400, 401)
    assert () == scene.cloud.activity_log.recent[-1].defect
    if reply.status == 200:
        assert ("RS256", False) == (head["alg"], "crit" in head)
        assert (scene.issuer.url, SUBJECT) == (said["iss"], said["sub"])
        assert said["aud"] in (AUDIENCE, [AUDIENCE])
