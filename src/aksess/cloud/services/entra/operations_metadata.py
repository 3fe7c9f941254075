"""The metadata that Entra publishes: OpenID configuration, signing keys, instance discovery.

Source: Microsoft Learn, "OpenID Connect on the Microsoft identity platform"; the documents at the real addresses.
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from aksess.cloud.pipeline.call import Answer, Call, json_answer
from aksess.cloud.services.entra.errors import answer_headers, refusal, shown
from aksess.cloud.services.entra.tenants import OPEN, find_tenant

# Every cloud, as Entra's answer lists them: preferred network name, preferred cache name, aliases.
CLOUDS: Final = (
    (
        "login.microsoftonline.com",
        "login.windows.net",
        ("login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"),
    ),
    (
        "login.partner.microsoftonline.cn",
        "login.partner.microsoftonline.cn",
        ("login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
    ),
    ("login.microsoftonline.de", "login.microsoftonline.de", ("login.microsoftonline.de",)),
    (
        "login.microsoftonline.us",
        "login.microsoftonline.us",
        ("login.microsoftonline.us", "login.usgovcloudapi.net"),
    ),
    ("login-us.microsoftonline.com", "login-us.microsoftonline.com", ("login-us.microsoftonline.com",)),
)
REGIONAL: Final = ".login.microsoft.com"


def discover_instance(call: Call) -> Answer:
    """``GET /common/discovery/instance``: whether a host is Entra's, and its aliases.

    Raises:
        Fault: 50049.
    """
    host, path = _parts(call.query.get("authorization_endpoint", ""))
    known = {alias for _, _, aliases in CLOUDS for alias in aliases}
    if host not in known and not host.endswith(REGIONAL):
        raise refusal(50049, f"Unknown or invalid instance. Found '{shown(host)}'.")
    tenant = path.removeprefix("/").partition("/")[0] or "common"
    # A v1.0 endpoint, ``/{tenant}/oauth2/authorize``, has the v1.0 document.
    version = "" if path.lower().endswith("/oauth2/authorize") else "v2.0/"
    body = {
        "tenant_discovery_endpoint": f"https://{host}/{tenant}/{version}.well-known/openid-configuration",
        "api-version": call.query.get("api-version", "1.1"),
        "metadata": [
            {"preferred_network": network, "preferred_cache": cache, "aliases": list(aliases)}
            for network, cache, aliases in CLOUDS
        ],
    }
    return json_answer(200, body, answer_headers(call))


def _parts(url: str) -> tuple[str, str]:
    """Lower-case host name and path; both empty if the text is not a URL."""
    try:
        parts = urlsplit(url)
        return parts.hostname or "", parts.path
    except ValueError:
        return "", ""


def openid_v2(call: Call) -> Answer:
    """``GET /{tenant}/v2.0/.well-known/openid-configuration``."""
    segment, issued_to = _tenant(call)
    root = f"https://{call.host}/{segment}"
    body = {
        "token_endpoint": f"{root}/oauth2/v2.0/token",
        "jwks_uri": f"{root}/discovery/v2.0/keys",
        "issuer": f"https://login.microsoftonline.com/{issued_to}/v2.0",
        "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
        "device_authorization_endpoint": f"{root}/oauth2/v2.0/devicecode",
        "end_session_endpoint": f"{root}/oauth2/v2.0/logout",
        "userinfo_endpoint": "https://graph.microsoft.com/oidc/userinfo",
        "kerberos_endpoint": f"{root}/kerberos",
        "request_uri_parameter_supported": False,
        "http_logout_supported": True,
        "scopes_supported": ["openid", "profile", "email", "offline_access"],
        **_both(),
    }
    return json_answer(200, body, answer_headers(call))


def openid_v1(call: Call) -> Answer:
    """``GET /{tenant}/.well-known/openid-configuration``."""
    segment, issued_to = _tenant(call)
    root = f"https://{call.host}/{segment}"
    body = {
        "token_endpoint": f"{root}/oauth2/token",
        "jwks_uri": f"https://{call.host}/common/discovery/keys",
        "issuer": f"https://sts.windows.net/{issued_to}/",
        "authorization_endpoint": f"{root}/oauth2/authorize",
        "device_authorization_endpoint": f"{root}/oauth2/devicecode",
        "end_session_endpoint": f"{root}/oauth2/logout",
        "userinfo_endpoint": f"{root}/openid/userinfo",
        "check_session_iframe": f"{root}/oauth2/checksession",
        "microsoft_multi_refresh_token": True,
        "scopes_supported": ["openid"],
        **_both(),
    }
    return json_answer(200, body, answer_headers(call))


def keys(call: Call) -> Answer:
    """``GET /{tenant}/discovery[/v2.0]/keys``: the keys that access tokens are signed with."""
    if call.params.get("tenant", "common").lower() not in OPEN:
        find_tenant(call, call.params["tenant"])
    issuer = call.cloud.tokens.issuer_v2
    published = [{**key, "issuer": issuer} for key in call.cloud.tokens.published()]
    return json_answer(200, {"keys": published}, answer_headers(call))


def _tenant(call: Call) -> tuple[str, str]:
    segment = call.params.get("tenant", "common")
    if segment.lower() in OPEN:
        return segment.lower(), "{tenantid}"
    tenant = find_tenant(call, segment)
    return tenant, tenant


def _both() -> dict[str, Any]:
    return {
        "token_endpoint_auth_methods_supported": ["client_secret_post", "private_key_jwt", "client_secret_basic"],
        "response_modes_supported": ["query", "fragment", "form_post"],
        "response_types_supported": ["code", "id_token", "code id_token", "id_token token"],
        "subject_types_supported": ["pairwise"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": [
            "sub", "iss", "cloud_instance_name", "cloud_instance_host_name", "cloud_graph_host_name", "msgraph_host",
            "aud", "exp", "iat", "auth_time", "acr", "nonce", "preferred_username", "name", "tid", "ver", "at_hash",
            "c_hash", "email",
        ],
        "tenant_region_scope": "EU",
        "cloud_instance_name": "microsoftonline.com",
        "cloud_graph_host_name": "graph.windows.net",
        "msgraph_host": "graph.microsoft.com",
        "rbac_url": "https://pas.windows.net",
    }  # fmt: skip
