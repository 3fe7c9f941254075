"""An import contract of our own: these packages may import what is listed, and nothing else.

A list of what is forbidden forgets; a list of what is allowed cannot.
"""

from __future__ import annotations

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyContract(Contract):
    """``sources``: packages that are held. ``allowed``: modules and packages that they may import.

    A source that does not exist yet holds nothing.
    """

    type_name = "only"

    sources = fields.ListField(subfield=fields.StringField())
    allowed = fields.SetField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        """Every direct import of the sources that is not allowed."""
        broken = sorted(
            (importer, imported)
            for importer in graph.modules
            if _within(importer, self.sources)
            for imported in graph.find_modules_directly_imported_by(importer)
            if not _within(imported, self.allowed)
        )
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def render_broken_contract(self, check: ContractCheck) -> None:
        """One line an import."""
        for importer, imported in check.metadata["broken"]:
            output.print_error(f"{importer} imports {imported}, which is not on its list")


def _within(module: str, packages: object) -> bool:
    if not isinstance(packages, list | set):
        raise TypeError(f"wanted a list of packages, found {type(packages).__name__}")
    return any(module == package or module.startswith(f"{package}.") for package in packages)
