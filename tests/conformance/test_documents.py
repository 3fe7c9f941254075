"""Pages with steps that need Terraform, from their first block to their last."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.architecture.tree import named
from tests.conformance.terraform.tools import AZURERM_5, binary, missing
from tests.documents.pages import blocks, pages
from tests.documents.reader import Reader

PAGES = [page for page in pages() if any(block.options.get("needs") == "azurerm" for block in blocks(page))]


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_a_page_works_with_terraform(page: Path, tmp_path: Path) -> None:
    """The real provider does what the page says."""
    if binary("terraform") is None:
        pytest.skip("no terraform on the PATH")
    if why := missing("terraform", AZURERM_5):
        pytest.skip(why)
    reader = Reader(tmp_path, frozenset({"azurerm"}))
    try:
        for block in blocks(page):
            reader.read(block)
    finally:
        reader.leave()
