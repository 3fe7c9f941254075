"""One program as the container of a pod in namespaces of its own, with the user's terminal.

bubblewrap makes the file system, the gateway the network, as for a container of a cluster's node. The difference is
that the program keeps the terminal, the process group and the exit code.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeVar

from aksess.pods import process
from aksess.pods.environment import own_variables
from aksess.pods.errors import CannotRun, CommandNotFound
from aksess.pods.images import Images
from aksess.pods.network.gateway import NAME_SERVER
from aksess.pods.pod import Pod
from aksess.pods.runtime import ContainerSpec, DnsConfig, HostAlias, MountSpec, SandboxFailed, SandboxSpec
from aksess.pods.runtimes.gateway_process import GatewayProcess, unavailable
from aksess.pods.runtimes.root_file_system import arguments
from aksess.pods.runtimes.seccomp import terminal_filter
from aksess.pods.runtimes.surroundings import Surroundings
from aksess.pods.runtimes.user_namespace import namespaces, trusted_variables
from aksess.pods.trust import Trust

T = TypeVar("T")

POD_IP: Final = "10.244.0.2"
# Signals that bubblewrap's own processes ignore: the program decides what they do.
_PASSED_ON: Final = "HUP,INT,QUIT,TERM,USR1,USR2"


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine that an isolated program runs on.

    Attributes:
        environment: The user's.
        trust: Certificate files of the local Azure.
        state: Folder of the local Azure's state, which the program does not see.
        working_directory: The program sees it, read-only, unless it holds the user's home.
    """

    environment: Mapping[str, str] = field(repr=False)
    trust: Trust
    state: Path
    working_directory: Path


def run_isolated(pod: Pod, command: Sequence[str], machine: Machine) -> int:
    """Run a program as the container of a pod with its own file system and network, and return its exit code.

    Call from the main thread.

    Raises:
        CannotRun: User namespaces cannot be used here, or there is no such program.
    """
    program = _program(command[0], machine)
    with _loop() as loop, tempfile.TemporaryDirectory(prefix="aksess-") as folder:
        why = _result(loop, unavailable())
        if why:
            raise CannotRun(
                f"--isolated needs Linux user namespaces, bubblewrap and iproute2, which cannot be used here: {why}. "
                "Leave --isolated out to run the program as a plain process."
            )
        gateway = GatewayProcess(Path(folder), Surroundings(Images({}), machine.trust, machine.environment))
        port = pod.listener.port if pod.listener is not None else 0
        try:
            pause = _result(loop, gateway.add(POD_IP, port))
            words = _words(pod, command, machine, _folders(program, machine), pause)
            return process.run(words, _environment(pod, machine), _innermost)
        except SandboxFailed as error:
            raise CannotRun(f"The pod's network cannot be made: {error}") from error
        finally:
            _result(loop, gateway.close())


def _program(word: str, machine: Machine) -> Path:
    found = shutil.which(word, path=machine.environment.get("PATH", os.defpath))
    if found is None:
        raise CommandNotFound(f"There is no program {word!r}: install it, or write where it is.")
    return Path(os.path.abspath(found))


def _folders(program: Path, machine: Machine) -> list[Path]:
    """Return what the program sees of this machine besides the system's own folders."""
    folder = program.parent
    # A program of a virtual environment needs all of it.
    shown = [folder.parent if (folder.parent / "pyvenv.cfg").exists() else folder]
    if _is_shown(machine):
        shown.append(machine.working_directory)
    return [each for each in shown if each != Path("/")]


def _is_shown(machine: Machine) -> bool:
    home = Path(machine.environment.get("HOME", "/")).resolve()
    return not home.is_relative_to(machine.working_directory.resolve())


def _words(pod: Pod, command: Sequence[str], machine: Machine, folders: Sequence[Path], pause: int) -> list[str]:
    namespace, account = pod.service_account
    searches = (f"{namespace}.svc.cluster.local", "svc.cluster.local", "cluster.local")
    hosts = (HostAlias(POD_IP, (account,)),)
    sandbox = SandboxSpec(namespace, account, "", account, pod.folder, DnsConfig(searches, ("ndots:5",)), hosts)
    log = pod.folder / "termination-log"
    log.touch()
    targets = dict.fromkeys(token.mount for token in pod.admitted.tokens)
    mounts = tuple(MountSpec(pod.folder / each.lstrip("/"), each, read_only=True) for each in targets)
    container = ContainerSpec("command", "", (), (), {}, "", mounts, MountSpec(log, "/dev/termination-log"))
    return [
        "env", f"--ignore-signal={_PASSED_ON}",
        *namespaces(pause, account, 0, 0), *_seccomp(),
        *arguments(sandbox, container, machine.trust, folders, machine.state, NAME_SERVER),
        "--chdir", str(machine.working_directory) if _is_shown(machine) else "/",
        "--", "env", f"--default-signal={_PASSED_ON}", *command,
    ]  # fmt: skip


def _seccomp() -> tuple[str, ...]:
    descriptor = terminal_filter()
    if descriptor < 0:
        # Without the filter, the program must not share the terminal's session.
        return ("--new-session",)
    return ("--seccomp", str(descriptor))


def _environment(pod: Pod, machine: Machine) -> dict[str, str]:
    own = own_variables(machine.environment)
    own.pop("KUBECONFIG", None)
    _, account = pod.service_account
    return {
        **own,
        **trusted_variables(machine.trust),
        "HOME": "/root",
        "HOSTNAME": account,
        **pod.admitted.variables,
    }


def _innermost(pid: int) -> int:
    """Return the program below bubblewrap and the first process of its namespace, as far as they have started."""
    for _ in range(2):
        try:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        except OSError:
            return pid
        if not children:
            return pid
        pid = int(children[0])
    return pid


@contextmanager
def _loop() -> Iterator[asyncio.AbstractEventLoop]:
    """Run an event loop in a thread that takes no signals: the main thread passes them on."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, name="gateway", daemon=True)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    thread.start()
    signal.pthread_sigmask(signal.SIG_SETMASK, before)
    try:
        yield loop
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _result(loop: asyncio.AbstractEventLoop, work: Coroutine[object, object, T]) -> T:
    return asyncio.run_coroutine_threadsafe(work, loop).result()
