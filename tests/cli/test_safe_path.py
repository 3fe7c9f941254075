"""A working directory with files that have the names of modules."""

import json
import subprocess

from aksess.cli.cluster_access import credential_command
from aksess.cli.home import Home
from tests.cli.conftest import Shell


def test_modules_of_the_working_directory_are_not_ours(shell: Shell) -> None:
    """Neither the server nor kubectl's plugin imports a file that happens to have the name of a module."""
    for name in ("msgspec", "uvloop", "ssl"):
        (shell.folder / f"{name}.py").write_text("raise SystemExit('imported')\n")
    up = shell.type("up")
    running = Home(shell.folder / ".aksess").running()

    assert (0, "") == (up.code, up.err)
    assert running is not None
    signed_in = subprocess.run(
        credential_command(running), cwd=shell.folder, capture_output=True, text=True, check=True
    )
    assert "ExecCredential" == json.loads(signed_in.stdout)["kind"]
