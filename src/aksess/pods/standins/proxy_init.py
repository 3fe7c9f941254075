"""Stands in for the proxy-init image. Nothing is redirected: the local Azure serves the metadata address itself."""

from __future__ import annotations

import sys


def main() -> int:
    """Say that there is nothing to do."""
    sys.stdout.write("the local Azure serves 169.254.169.254 in this pod: no redirection is needed\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
