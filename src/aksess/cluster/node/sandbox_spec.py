"""The surroundings that a pod's spec asks for: host name, resolver, hosts. Pure."""

from __future__ import annotations

from pathlib import Path

from aksess.cluster.node.pod import Json, key_of
from aksess.pods.runtime import DnsConfig, HostAlias, SandboxSpec


def sandbox_spec(pod: Json, folder: Path, pod_ip: str, listener_port: int, domain: str) -> SandboxSpec:
    """Build the request to a runtime.

    Args:
        pod: of the API.
        folder: the pod's own.
        pod_ip: its address.
        listener_port: of its own proxy listener, 0 for none.
        domain: of the cluster.
    """
    key, spec = key_of(pod), pod["spec"]
    hostname = (spec.get("hostname") or key.name)[:63].rstrip("-.")
    aliases = tuple(HostAlias(each["ip"], tuple(each.get("hostnames") or ())) for each in spec.get("hostAliases") or ())
    subdomain = spec.get("subdomain")
    full = (f"{hostname}.{subdomain}.{key.namespace}.svc.{domain}",) if subdomain else ()
    return SandboxSpec(
        namespace=key.namespace,
        name=key.name,
        uid=key.uid,
        hostname=hostname,
        folder=folder,
        dns=dns_config(spec, key.namespace, domain),
        hosts=(HostAlias(pod_ip, (*full, hostname)), *aliases),
        listener_port=listener_port,
        pod_ip=pod_ip,
    )


def dns_config(spec: Json, namespace: str, domain: str) -> DnsConfig:
    """The resolver of a pod (Kubernetes documentation, "DNS for Services and Pods")."""
    policy = spec.get("dnsPolicy") or "ClusterFirst"
    own = spec.get("dnsConfig") or {}
    cluster = policy in ("ClusterFirst", "ClusterFirstWithHostNet")
    searches = [f"{namespace}.svc.{domain}", f"svc.{domain}", domain] if cluster else []
    searches += [each for each in own.get("searches") or () if each not in searches]
    options = {"ndots": "5"} if cluster else {}
    options |= {each["name"]: each.get("value") or "" for each in own.get("options") or ()}
    return DnsConfig(tuple(searches), tuple(f"{name}:{value}" if value else name for name, value in options.items()))
