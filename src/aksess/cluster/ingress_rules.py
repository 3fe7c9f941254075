"""Which Service a request belongs to, by the rules of the cluster's Ingresses.

Kubernetes documentation, "Ingress"; Microsoft Learn, "Annotations for Application Gateway Ingress Controller".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

Json = dict[str, Any]

CLASS: Final = "azure-application-gateway"
# The annotation that named the class before there were IngressClasses.
OLD_ANNOTATION: Final = "kubernetes.io/ingress.class"
OLD_CLASS: Final = "azure/application-gateway"
_PREFIX: Final = "appgw.ingress.kubernetes.io"


@dataclass(frozen=True, slots=True)
class Backend:
    """A Service's port. port: its number, or its name."""

    namespace: str
    service: str
    port: int | str


@dataclass(frozen=True, slots=True)
class Rule:
    """One path of one host.

    Args:
        host: lower case, with ``*.`` in front for any first label; empty for every host.
        path: without a final ``*``.
        exact: whether the whole path has to be that.
        backend: where it leads.
        rewrite: what stands in place of the path that matched, None for nothing.
        to_https: whether plain requests are sent to TLS.
    """

    host: str
    path: str
    exact: bool
    backend: Backend
    rewrite: str | None = None
    to_https: bool = False

    def matches(self, host: str, path: str) -> bool:
        """Whether a request for that host and path is meant."""
        return self._for_host(host) and self._for_path(path)

    def rewritten(self, path: str) -> str:
        """The path as the backend sees it."""
        if self.rewrite is None:
            return path
        rest = path.removeprefix(self.path).lstrip("/")
        return f"{self.rewrite.rstrip('/')}/{rest}" if rest else self.rewrite

    def _for_host(self, host: str) -> bool:
        if self.host.startswith("*."):
            return host.partition(".")[2] == self.host[2:]
        return self.host in ("", host)

    def _for_path(self, path: str) -> bool:
        if self.exact:
            return path == self.path
        return path == self.path or path.startswith(self.path.rstrip("/") + "/") or self.path in ("", "/")


def is_ours(ingress: Json) -> bool:
    """Whether the gateway serves an Ingress: by its class, or by the annotation that came before it."""
    named = (ingress.get("spec") or {}).get("ingressClassName")
    annotations = ingress["metadata"].get("annotations") or {}
    return named == CLASS or annotations.get(OLD_ANNOTATION) in (OLD_CLASS, CLASS)


def rules_of(ingress: Json) -> list[Rule]:
    """The rules of one Ingress."""
    spec, namespace = ingress.get("spec") or {}, ingress["metadata"]["namespace"]
    annotations = ingress["metadata"].get("annotations") or {}
    rewrite = annotations.get(f"{_PREFIX}/backend-path-prefix")
    secure = str(annotations.get(f"{_PREFIX}/ssl-redirect")).lower() == "true" and bool(spec.get("tls"))
    found = [
        Rule(
            host=str(each.get("host") or "").lower(),
            path=_path(path),
            exact=path.get("pathType") == "Exact",
            backend=_backend(namespace, path["backend"]),
            rewrite=rewrite,
            to_https=secure,
        )
        for each in spec.get("rules") or ()
        for path in (each.get("http") or {}).get("paths") or ()
        if "service" in path["backend"]
    ]
    if "service" in (spec.get("defaultBackend") or {}):
        found.append(Rule("", "/", False, _backend(namespace, spec["defaultBackend"]), rewrite, secure))
    return found


def find_rule(rules: Iterable[Rule], host: str, path: str) -> Rule | None:
    """The rule for a request: an exact one, then the longest path, then the most particular host."""
    found = [each for each in rules if each.matches(host, path)]
    return max(found, key=lambda each: (each.exact, len(each.path), len(each.host)), default=None)


def _path(path: Json) -> str:
    text = str(path.get("path") or "/")
    return text if path.get("pathType") == "Exact" else text.removesuffix("*").rstrip("/") or "/"


def _backend(namespace: str, backend: Json) -> Backend:
    service = backend["service"]
    port = service.get("port") or {}
    return Backend(namespace, service["name"], port.get("number") or port.get("name") or 0)
