"""Processes by number and start."""

import os
import resource
import subprocess

from aksess.processes import Process


def test_this_process_runs() -> None:
    """A process that is there is found with its start."""
    me = Process.of(os.getpid())

    assert me is not None
    assert me.runs


def test_a_process_that_has_ended_does_not_run() -> None:
    """Also while nobody has asked for its exit code yet."""
    program = subprocess.Popen(["sleep", "60"])
    process = Process.of(program.pid)
    program.kill()
    os.waitid(os.P_PID, program.pid, os.WEXITED | os.WNOWAIT)

    assert process is not None
    assert not process.runs
    program.wait()


def test_another_process_with_its_number_is_not_it() -> None:
    """Numbers are given again after a restart of the machine."""
    me = Process.of(os.getpid())

    assert me is not None
    assert not Process(me.pid, me.started + "0").runs


def test_a_number_that_nobody_has_is_no_process() -> None:
    assert None is Process.of(2**22 + 1)


def test_whom_we_cannot_look_at_is_not_dead() -> None:
    """Without a descriptor left, every listener would close in the face of a program that runs."""
    me = Process.of(os.getpid())
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        runs = me is not None and me.runs
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))

    assert runs
