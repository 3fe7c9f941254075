"""The caller's address, in the spelling of each service."""

from __future__ import annotations

from aksess.cloud.pipeline.call import Answer, Call, json_answer

_TEXT = (("content-type", "text/plain; charset=utf-8"),)


def as_text(call: Call) -> Answer:
    """The address alone."""
    return Answer(200, call.origin.address.encode(), _TEXT)


def as_line(call: Call) -> Answer:
    """The address and a line feed."""
    return Answer(200, f"{call.origin.address}\n".encode(), _TEXT)


def as_json(call: Call) -> Answer:
    """``{"ip": …}``."""
    return json_answer(200, {"ip": call.origin.address})


def as_ipify(call: Call) -> Answer:
    """ipify: text unless ``?format=json``."""
    return as_json(call) if call.query.get("format") == "json" else as_text(call)


def as_ifconfig(call: Call) -> Answer:
    """ifconfig.me's ``/all.json``, of it the address."""
    return json_answer(200, {"ip_addr": call.origin.address, "forwarded": ""})


def as_my_ip(call: Call) -> Answer:
    """my-ip.io's JSON."""
    return json_answer(200, {"success": True, "ip": call.origin.address, "type": "IPv4"})


def as_page(call: Call) -> Answer:
    """checkip.dyndns.org's page."""
    title, said = "<head><title>Current IP Check</title></head>", f"Current IP Address: {call.origin.address}"
    return Answer(200, f"<html>{title}<body>{said}</body></html>\r\n".encode(), (("content-type", "text/html"),))
