"""The story, scene by scene."""

from __future__ import annotations

import time
from collections.abc import Callable

from aksess.cli import say
from aksess.cli.demo.cluster import NAME, missing_programs, show
from aksess.cli.demo.scene import Scene, scene
from aksess.cli.demo.stage import Ran, stage
from aksess.cli.demo.telling import MARGIN, lines
from aksess.cli.exits import FAILED, Stop
from aksess.cli.reach import told

Break = Callable[[Scene], Ran]

BREAKS: tuple[tuple[str, str, Break], ...] = (
    ("service account", "the pod runs as another service account", Scene.with_another_account),
    ("issuer", "the credential's issuer has lost its last slash", Scene.without_the_slash),
    ("role", "nobody gave the identity a role on the vault", Scene.without_the_role),
    ("rotated key", "the cluster's keys were rotated twice, the pod kept its token", Scene.with_a_rotated_key),
    ("expired token", "an hour later, the pod still has its first token", Scene.with_an_expired_token),
)


def play(began: float) -> None:
    """Tell it all. began: ``time.monotonic()`` when the command was typed. Raises Stop."""
    say.progress("starting a local Azure …")
    with told(), stage() as here, scene(here) as played:
        say.progress("")
        _line("local Azure", "up: Entra, ARM, Key Vault and their neighbours, at their real host names", here.seconds)
        _prologue(played, began)
        say.result()
        say.result("The same pod with one link broken, and what Azure says to that:")
        for name, did, break_ in BREAKS:
            _broken(played, name, did, break_)
        _in_a_cluster(played)
    say.result()
    say.result(f"{len(BREAKS)} of {len(BREAKS)} were refused, and nothing is left behind.  {_since(began)}")
    say.result("Next: aksess up --apply aksess.yaml, aksess run --as NAMESPACE/SERVICEACCOUNT -- COMMAND")


def _prologue(played: Scene, began: float) -> None:
    model, start = played.model, time.monotonic()
    say.progress("applying the example …")
    played.apply()
    say.progress("")
    names = f"cluster {model.clusters[0].name}, vault {model.vaults[0].name}, workload {model.workloads[0].name}"
    _line("aksess.yaml", names, time.monotonic() - start)
    say.progress("running the program …")
    ran = played.play()
    say.progress("")
    if ran.code:
        raise Stop(f"The program did not read the secret: {ran.err}", code=FAILED)
    _line(f"pod {played.namespace}", f"as {played.account}: four variables, a projected token, no secret", ran.seconds)
    say.result(f"{'':{MARGIN}}| {_signed_in(ran)}")
    say.result(f"{'':{MARGIN}}| {say.styled('1;32', ran.out)}")
    say.result(f"{'':{MARGIN}}{_since(began)}")


def _broken(played: Scene, name: str, did: str, break_: Break) -> None:
    say.progress(f"breaking: {name} …")
    ran = break_(played)
    say.progress("")
    if not ran.code:
        raise Stop(f"{name}: the program read the secret although {did}.", "please report it", FAILED)
    say.result()
    for number, line in enumerate(lines(name, did, ran)):
        say.result(say.styled("1", line) if number == 0 else line)
    say.progress("mending …")
    played.apply()
    say.progress("")


def _in_a_cluster(played: Scene) -> None:
    say.result()
    if missing := missing_programs():
        say.result(f"{'cluster':{MARGIN}}not shown. {missing}")
        return
    say.progress("starting a control plane …")
    shown = show(played)
    say.progress("")
    text = f"Kubernetes {shown.version}: etcd, API server, controllers, scheduler, a node"
    _line(f"cluster {played.model.clusters[0].name}", text, shown.start_seconds)
    _line(f"pod {NAME}", "admitted by the webhook, run by the node; `kubectl logs quick-start`:", shown.pod_seconds)
    for line in shown.log.splitlines():
        say.result(f"{'':{MARGIN}}| {say.styled('1;32', line)}")


def _signed_in(ran: Ran) -> str:
    issuer = next((event.sign_in.issuer for event in ran.events if event.sign_in and event.sign_in.issuer), "")
    return f"signed in with a token of {'/'.join(issuer.split('/')[:3])}/…" if issuer else "signed in"


def _line(name: str, text: str, seconds: float) -> None:
    say.result(f"{name:{MARGIN}}{text:76}{seconds:5.2f} s")


def _since(began: float) -> str:
    return f"({time.monotonic() - began:.1f} s since you typed it)"
