"""What the form alone cannot say: whether the parts of a file agree."""

from aksess.model.checks import credentials, grants, networks, reach, references, regions, uniqueness
from aksess.model.checks.declared import declared_in
from aksess.model.cursor import At
from aksess.model.problem_collector import ProblemCollector


def check(root: At, found: ProblemCollector) -> None:
    """Every check, on a document whose parts have each the right form or are missing."""
    declared = declared_in(root)
    uniqueness.check(root, found)
    references.check(root, declared, found)
    grants.check(root, declared, found)
    credentials.check(root, declared, found)
    networks.check(root, found)
    reach.check(root, declared, found)
    regions.check(root, found)
