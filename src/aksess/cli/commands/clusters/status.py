"""``aksess cluster status``."""

from __future__ import annotations

from aksess.cli import say
from aksess.cli.options import Data, Json


def status(*, data: Data = "", json: Json = False) -> None:
    """Each cluster: whether its control plane runs, its version, where its API server answers."""
    from aksess.cli.cluster_access import as_json, as_line
    from aksess.cli.control_client import control_of, translated_errors
    from aksess.cli.home import Home
    from aksess.cli.start import find

    with translated_errors():
        clusters = control_of(find(Home.nearest(data))).clusters()
    if json:
        say.result(as_json(clusters))
        return
    for each in clusters:
        say.result(as_line(each))
    if not clusters:
        say.note("there is no cluster yet: declare one in aksess.yaml or Terraform")
