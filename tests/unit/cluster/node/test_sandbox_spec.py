"""The surroundings that a pod asks for."""

from pathlib import Path

from aksess.cluster.node.sandbox_spec import dns_config, sandbox_spec
from aksess.pods.runtime import DnsConfig, HostAlias
from tests.unit.cluster.node.builders import pod

FOLDER = Path("/pods/uid-1")


def test_a_pod_is_called_by_its_name_and_knows_its_address() -> None:
    found = sandbox_spec(pod(), FOLDER, "10.244.0.7", 4000, "cluster.local")

    assert ("web", 4000, "10.244.0.7") == (found.hostname, found.listener_port, found.pod_ip)
    assert (HostAlias("10.244.0.7", ("web",)),) == found.hosts


def test_a_host_name_with_a_subdomain_has_a_full_name_and_aliases_follow() -> None:
    asked = pod(hostname="db-0", subdomain="db", hostAliases=[{"ip": "10.0.0.1", "hostnames": ["a.test", "b.test"]}])
    found = sandbox_spec(asked, FOLDER, "10.244.0.7", 0, "cluster.local")

    assert (
        HostAlias("10.244.0.7", ("db-0.db.shop.svc.cluster.local", "db-0")),
        HostAlias("10.0.0.1", ("a.test", "b.test")),
    ) == found.hosts


def test_names_are_looked_up_in_the_cluster_first() -> None:
    assert DnsConfig(("shop.svc.cluster.local", "svc.cluster.local", "cluster.local"), ("ndots:5",)) == dns_config(
        {}, "shop", "cluster.local"
    )


def test_a_pods_own_resolver_options_count_and_keep_their_form() -> None:
    options = [{"name": "ndots", "value": "2"}, {"name": "use-vc"}]
    found = dns_config({"dnsConfig": {"options": options, "searches": ["corp.test"]}}, "shop", "cluster.local")

    assert ("ndots:2", "use-vc") == found.options
    assert "corp.test" == found.searches[-1]


def test_a_pod_without_cluster_dns_has_its_own_searches_alone() -> None:
    assert DnsConfig(("corp.test",), ()) == dns_config(
        {"dnsPolicy": "None", "dnsConfig": {"searches": ["corp.test"]}}, "shop", "cluster.local"
    )
