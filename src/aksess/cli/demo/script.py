"""The script of the demo: what it runs, in which order, and what it prints."""

from __future__ import annotations

from collections.abc import Callable

from aksess.cli import say
from aksess.cli.control_client import translated_errors
from aksess.cli.demo.cluster import NAME, missing_programs, run_in_cluster
from aksess.cli.demo.environment import ProgramRun, demo_environment
from aksess.cli.demo.report import MARGIN, lines
from aksess.cli.demo.scenarios import Scenarios, example_scenarios
from aksess.cli.exits import FAILED, CommandFailed
from aksess.clock import Clock

Scenario = Callable[[Scenarios], ProgramRun]

SCENARIOS: tuple[tuple[str, str, Scenario], ...] = (
    ("service account", "the pod runs as another service account", Scenarios.with_another_account),
    ("issuer", "the credential's issuer lacks its trailing slash", Scenarios.without_the_slash),
    ("role", "the identity has no role on the vault", Scenarios.without_the_role),
    ("rotated key", "the cluster's keys were rotated twice, the pod kept its token", Scenarios.with_a_rotated_key),
    ("expired token", "an hour later, the pod still uses its first token", Scenarios.with_an_expired_token),
)


def run_demo(clock: Clock, began: float) -> None:
    """Run the whole demo.

    Args:
        clock: Measures how long each part takes.
        began: Its monotonic seconds at the start of the command.

    Raises:
        CommandFailed: A part did not end as on Azure.
    """
    say.progress("starting a local Azure …")
    with translated_errors(), demo_environment() as environment, example_scenarios(environment) as scenarios:
        say.progress("")
        _line(
            "local Azure",
            "up: Entra, ARM, Key Vault and the rest, at their real host names",
            environment.seconds,
        )
        _read_the_secret(scenarios, clock, began)
        say.result()
        say.result("The same pod with one link broken, and what Azure says to that:")
        for name, did, scenario in SCENARIOS:
            _refused(scenarios, name, did, scenario)
        _in_a_cluster(scenarios, clock)
    say.result()
    say.result(
        f"{len(SCENARIOS)} of {len(SCENARIOS)} were refused. The demo deleted what it created.  {_since(clock, began)}"
    )
    say.result("Next: aksess up --apply aksess.yaml, aksess run --as NAMESPACE/SERVICEACCOUNT -- COMMAND")


def _read_the_secret(scenarios: Scenarios, clock: Clock, began: float) -> None:
    model, start = scenarios.model, clock.monotonic()
    say.progress("applying the example …")
    scenarios.apply()
    say.progress("")
    names = f"cluster {model.clusters[0].name}, vault {model.vaults[0].name}, workload {model.workloads[0].name}"
    _line("aksess.yaml", names, clock.monotonic() - start)
    say.progress("running the program …")
    ran = scenarios.run()
    say.progress("")
    if ran.code:
        raise CommandFailed(f"The program did not read the secret: {ran.err}", code=FAILED)
    _line(
        f"pod {scenarios.namespace}",
        f"as {scenarios.account}: four variables, a projected token, no secret",
        ran.seconds,
    )
    say.result(f"{'':{MARGIN}}| {_signed_in(ran)}")
    say.result(f"{'':{MARGIN}}| {say.styled('1;32', ran.out)}")
    say.result(f"{'':{MARGIN}}{_since(clock, began)}")


def _refused(scenarios: Scenarios, name: str, did: str, scenario: Scenario) -> None:
    say.progress(f"breaking: {name} …")
    ran = scenario(scenarios)
    say.progress("")
    if not ran.code:
        raise CommandFailed(f"{name}: the program read the secret although {did}.", "please report it", FAILED)
    say.result()
    for number, line in enumerate(lines(name, did, ran)):
        say.result(say.styled("1", line) if number == 0 else line)
    say.progress("repairing …")
    scenarios.apply()
    say.progress("")


def _in_a_cluster(scenarios: Scenarios, clock: Clock) -> None:
    say.result()
    if missing := missing_programs():
        say.result(f"{'cluster':{MARGIN}}not shown. {missing}")
        return
    say.progress("starting a control plane …")
    shown = run_in_cluster(scenarios, clock)
    say.progress("")
    text = f"Kubernetes {shown.version}: etcd, API server, controllers, scheduler, a node"
    _line(f"cluster {scenarios.model.clusters[0].name}", text, shown.start_seconds)
    _line(f"pod {NAME}", "admitted by the webhook, run by the node; `kubectl logs quick-start`:", shown.pod_seconds)
    for line in shown.log.splitlines():
        say.result(f"{'':{MARGIN}}| {say.styled('1;32', line)}")


def _signed_in(ran: ProgramRun) -> str:
    issuer = next((event.sign_in.issuer for event in ran.events if event.sign_in and event.sign_in.issuer), "")
    return f"signed in with a token of {'/'.join(issuer.split('/')[:3])}/…" if issuer else "signed in"


def _line(name: str, text: str, seconds: float) -> None:
    say.result(f"{name:{MARGIN}}{text:76}{seconds:5.2f} s")


def _since(clock: Clock, began: float) -> str:
    return f"({clock.monotonic() - began:.1f} s since the start)"
