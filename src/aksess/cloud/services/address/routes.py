"""Hosts and paths of the services that tell an address."""

from __future__ import annotations

from collections.abc import Callable

from aksess.cloud.pipeline.call import Answer, Call
from aksess.cloud.pipeline.operation import Operation, Public, Service
from aksess.cloud.services.address.authn import authenticate
from aksess.cloud.services.address.authz import authorize
from aksess.cloud.services.address.errors import not_implemented, render_error
from aksess.cloud.services.address.operations import as_ifconfig, as_ipify, as_json, as_line, as_my_ip, as_page, as_text

Answers = dict[str, Callable[[Call], Answer]]

_IPIFY: Answers = {"/": as_ipify}
_LINE: Answers = {"/": as_line}
_IDENT: Answers = {"/": as_text, "/json": as_json}
_MY_IP: Answers = {
    "/ip": as_text,
    "/ip.txt": as_text,
    "/ip.json": as_my_ip,
    "/v2/ip.txt": as_text,
    "/v2/ip.json": as_my_ip,
}

# Host: path: what it answers, as each service documents it.
ANSWERS: dict[str, Answers] = {
    "api.ipify.org": _IPIFY,
    "api4.ipify.org": _IPIFY,
    "api64.ipify.org": _IPIFY,
    "ifconfig.me": {"/": as_text, "/ip": as_text, "/all.json": as_ifconfig},
    "ifconfig.co": {"/": as_line, "/ip": as_line, "/json": as_json},
    "ifconfig.io": {"/": as_line, "/ip": as_line, "/all.json": as_json},
    "icanhazip.com": _LINE,
    "ipv4.icanhazip.com": _LINE,
    "checkip.amazonaws.com": _LINE,
    "ip.me": _LINE,
    "ident.me": _IDENT,
    "v4.ident.me": _IDENT,
    "4.ident.me": _IDENT,
    "ipinfo.io": {"/": as_json, "/ip": as_text, "/json": as_json},
    "ipecho.net": {"/plain": as_text},
    "myexternalip.com": {"/raw": as_text, "/json": as_json},
    "api.my-ip.io": _MY_IP,
    "api4.my-ip.io": _MY_IP,
    "whatismyip.akamai.com": {"/": as_text},
    "ipapi.co": {"/ip": as_text, "/json": as_json},
    "api.myip.com": {"/": as_json},
    "wtfismyip.com": {"/text": as_line},
    "checkip.dyndns.org": {"/": as_page},
}

_PUBLIC = Public("anybody may know their own address")
_OPERATIONS = {
    (host, path): Operation("my address", _PUBLIC, answer)
    for host, paths in ANSWERS.items()
    for path, answer in paths.items()
}


def _find(call: Call) -> Operation | None:
    if call.method not in ("GET", "HEAD"):
        return None
    return _OPERATIONS.get((call.host, call.path.rstrip("/") or "/"))


SERVICES = (
    Service("address", tuple(ANSWERS), _find, authenticate, authorize, not_implemented, render_error, also_plain=True),
)
