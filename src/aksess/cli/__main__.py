"""``python -m aksess.cli``: the commands, where the ``aksess`` script is not on PATH."""

from aksess.cli.main import main

main()
