"""demo: the whole story."""

import signal
import tempfile
from pathlib import Path

from tests.cli.conftest import Shell

CODES = ("AADSTS700213", "AADSTS700211", "ForbiddenByRbac", "AADSTS7000272", "AADSTS700024")


def test_the_demo_reads_the_secret_and_explains_five_refusals(shell: Shell, tmp_path: Path) -> None:
    """And leaves nothing behind."""
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    ran = shell.type("demo", TMPDIR=str(scratch))

    assert 0 == ran.code, ran.err
    assert 'my-secret = "Hello from Key Vault"' in ran.out
    assert [True] * 5 == [code in ran.out for code in CODES]
    assert 5 == ran.out.count("fix (WI")
    assert [] == [*scratch.iterdir(), *(each for each in tmp_path.iterdir() if each != scratch)]


def test_ctrl_c_leaves_nothing_behind(shell: Shell, tmp_path: Path) -> None:
    shell.environment["TMPDIR"] = str(tmp_path / "scratch")
    (tmp_path / "scratch").mkdir()
    ran = shell.start("demo")
    assert ran.stdout is not None
    ran.stdout.readline()
    ran.send_signal(signal.SIGINT)
    ran.communicate(timeout=20)

    assert 130 == ran.returncode
    assert [] == list((tmp_path / "scratch").iterdir())
    assert tempfile.gettempdir() != str(tmp_path)
