"""Running a program against a local Azure that is up: as the operator, or as a pod."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from aksess.cli import say
from aksess.cli.cluster_access import keep_kubeconfig
from aksess.cli.control_client import control_of, root_certificate, translated_errors
from aksess.cli.exits import USAGE, CommandFailed
from aksess.cli.home import Running, logins
from aksess.clock import SystemClock
from aksess.pods import process
from aksess.pods.environment import Operator, ProxySettings, operator_environment
from aksess.pods.listeners import close_listener, open_listener
from aksess.pods.pod import Pod, PodHost, PodOptions
from aksess.pods.trust import trust
from aksess.random_source import SystemRandomSource

# RFC 1123 labels, and names with dots for service accounts (Kubernetes, "Object Names and IDs").
_SERVICE_ACCOUNT = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?")


def pod_options(as_: str, cluster: str, client_id: str, files: Sequence[str]) -> PodOptions:
    """The pod that the options describe.

    Raises:
        CommandFailed: they describe none.
    """
    if not _SERVICE_ACCOUNT.fullmatch(as_):
        raise CommandFailed(
            f"--as: found {as_!r}, expected NAMESPACE/SERVICEACCOUNT in lower case.",
            "for example widemo/wi-demo-sa",
            USAGE,
        )
    namespace, _, account = as_.partition("/")
    annotations: dict[str, str] = {}
    if files:
        from aksess.cli.annotations import annotations_of

        annotations = annotations_of(namespace, account, [Path(file) for file in files])
    return PodOptions(namespace, account, cluster, client_id, annotations)


def as_operator(running: Running, command: Sequence[str]) -> int:
    """Run a command as the owner of the subscription and return its exit code."""
    with operators_environment(running, Path(command[0]).name) as environment:
        return process.run(command, environment)


@contextmanager
def operators_environment(running: Running, name: str) -> Iterator[dict[str, str]]:
    """Open a listener for the operator's program and yield the program's environment variables.

    name: of the program, as events show it.
    """
    with translated_errors():
        control = control_of(running)
        facts = control.operator()
        listener = open_listener(control, name, os.environ)
        login = logins(Path(running.state))
        login.mkdir(mode=0o700, exist_ok=True)
        proxy = ProxySettings(listener.port, trust(root_certificate(running), os.environ), login)
        operator = Operator(facts.tenant, facts.subscription, facts.client_id, facts.client_secret)
        try:
            keep_kubeconfig(running, control)
            yield operator_environment(os.environ, proxy, operator)
        finally:
            close_listener(control, listener)


def as_pod(running: Running, options: PodOptions, command: Sequence[str], isolated: bool = False) -> int:
    """Run a command as the container of a pod and return its exit code.

    isolated: in a file system and network of its own.
    """
    host = PodHost(os.environ, trust(root_certificate(running), os.environ), SystemClock(), SystemRandomSource())
    with translated_errors(), Pod(control_of(running), options, host) as pod:
        for warning in pod.admitted.warnings:
            say.warning(warning)
        if not isolated:
            return process.run(command, pod.environment)
        from aksess.pods.isolated import Machine, run_isolated

        return run_isolated(pod, command, Machine(os.environ, host.trust, Path(running.state), Path.cwd()))


def refuse_pod_options(options: Mapping[str, object]) -> None:
    """Refuse an option that describes a pod if ``--as`` is missing.

    Raises:
        CommandFailed: Such an option was given.
    """
    for name, value in options.items():
        if value:
            raise CommandFailed(
                f"{name} describes a pod, and --as does not say which.", "--as NAMESPACE/SERVICEACCOUNT", USAGE
            )


def require_command(command: Sequence[str]) -> None:
    """Refuse an empty command.

    Raises:
        CommandFailed: There is nothing to run.
    """
    if not command:
        raise CommandFailed("There is no command to run.", "aksess run -- terraform apply", USAGE)
