"""Which Service a request belongs to."""

from typing import Any

import pytest

from aksess.cluster.ingress_rules import Backend, find_rule, is_ours, rules_of


def ingress(*paths: tuple[str, str, str], host: str = "", spec: dict[str, Any] | None = None, **more: str) -> Any:
    """Paths as (path, type, service); more: annotations of Application Gateway's controller."""
    rule: dict[str, Any] = {
        "http": {
            "paths": [
                {"path": path, "pathType": kind, "backend": {"service": {"name": name, "port": {"number": 8091}}}}
                for path, kind, name in paths
            ]
        }
    }
    if host:
        rule["host"] = host
    named = {f"appgw.ingress.kubernetes.io/{name.replace('_', '-')}": value for name, value in more.items()}
    return {
        "metadata": {"namespace": "widemo", "name": "wi-api", "annotations": named},
        "spec": {"ingressClassName": "azure-application-gateway", "rules": [rule], **(spec or {})},
    }


def service(made: Any, path: str, host: str = "any.test") -> str:
    found = find_rule(rules_of(made), host, path)
    return found.backend.service if found else ""


def test_the_article_writes_its_path_with_a_star() -> None:
    """`/*` with pathType Prefix: everything."""
    made = ingress(("/*", "Prefix", "api"))

    assert ["api"] * 3 == [service(made, path) for path in ("/", "/api/health", "/x/y")]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [("/", "web"), ("/api", "api"), ("/api/", "api"), ("/api/v1", "api"), ("/apis", "web"), ("/api/exact", "one")],
)
def test_an_exact_path_comes_first_then_the_longest(path: str, wanted: str) -> None:
    made = ingress(("/", "Prefix", "web"), ("/api", "Prefix", "api"), ("/api/exact", "Exact", "one"))

    assert wanted == service(made, path)


@pytest.mark.parametrize(
    ("host", "wanted"),
    [("a.test", "a"), ("b.test", "wild"), ("x.b.test", ""), ("other", "")],
)
def test_hosts_are_particular_before_they_are_wild(host: str, wanted: str) -> None:
    rules = [
        *rules_of(ingress(("/", "Prefix", "a"), host="A.test")),
        *rules_of(ingress(("/", "Prefix", "wild"), host="*.test")),
    ]
    found = find_rule(rules, host, "/")

    assert wanted == (found.backend.service if found else "")


def test_a_default_backend_takes_what_no_rule_names() -> None:
    default = {"defaultBackend": {"service": {"name": "rest", "port": {"name": "http"}}}}
    made = ingress(("/api", "Prefix", "api"), spec=default)

    assert "rest" == service(made, "/other")
    assert Backend("widemo", "rest", "http") == rules_of(made)[-1].backend


@pytest.mark.parametrize(("path", "wanted"), [("/api", "/v1"), ("/api/health", "/v1/health")])
def test_the_path_that_matched_is_replaced_by_the_prefix(path: str, wanted: str) -> None:
    """appgw.ingress.kubernetes.io/backend-path-prefix."""
    [rule] = rules_of(ingress(("/api", "Prefix", "api"), backend_path_prefix="/v1"))

    assert wanted == rule.rewritten(path)


def test_plain_requests_go_to_tls_where_it_is_asked_for_and_there_is_a_certificate() -> None:
    asked = ingress(("/", "Prefix", "api"), ssl_redirect="true")

    assert not rules_of(asked)[0].to_https
    asked["spec"]["tls"] = [{"secretName": "certificate"}]
    assert rules_of(asked)[0].to_https


def test_an_ingress_is_ours_by_its_class_or_by_the_old_annotation() -> None:
    old = ingress()
    del old["spec"]["ingressClassName"]
    assert not is_ours(old)
    old["metadata"]["annotations"]["kubernetes.io/ingress.class"] = "azure/application-gateway"

    assert is_ours(old)
    assert is_ours(ingress())
    assert not is_ours({"metadata": {}, "spec": {"ingressClassName": "nginx"}})
