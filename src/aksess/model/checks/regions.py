"""The location of the file.

Azure adds regions all the time, so an unknown one is an error only if it looks like a typo.
"""

from __future__ import annotations

from aksess.azure_facts.regions import OTHER_CLOUDS, REGIONS, WITHOUT_FEDERATED_CREDENTIALS
from aksess.model.cursor import At
from aksess.model.nearest import nearest
from aksess.model.problem_collector import ProblemCollector


def check(root: At, found: ProblemCollector) -> None:
    """The location of the file."""
    location = root.text("location")
    if not location or not location.isalnum() or not location.islower():
        return
    path = ("location",)
    if location in WITHOUT_FEDERATED_CREDENTIALS:
        says = f"region `{location}` may not support federated credentials on managed identities yet"
        found.warning_at(path, says, "check Microsoft Learn, or put the identities into another region")
    elif location in OTHER_CLOUDS:
        says = f"`{location}` is a region of another cloud than Azure's public one, which is the only one here"
        found.error_at(path, says, "name a region of the public cloud, such as `westeurope`")
    elif location not in REGIONS:
        near = nearest(location, sorted(REGIONS))
        if near and _letters(near) != _letters(location):
            found.error_at(path, f"`{location}` is not a known region", f"did you mean `{near}`?")
        else:
            says = f"`{location}` is not a known region"
            found.warning_at(path, says, "if it is new, ignore this")


def _letters(name: str) -> str:
    """The name without its number: westus4 may be next year's westus3."""
    return name.rstrip("0123456789")
