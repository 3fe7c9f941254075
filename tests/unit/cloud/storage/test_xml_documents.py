from __future__ import annotations

import pytest

from aksess.cloud.storage.xml_documents import BadMarkup, Element, element, read, write, write_fragment


def test_what_is_written_is_read_again() -> None:
    """Text with the characters of markup, white space and a carriage return survive."""
    tree = element("A", element("B", text='<&> "é" \r\n x'), element("C"), attributes={"q": '"<&'})

    assert tree == read(write(tree))


def test_white_space_between_elements_means_nothing() -> None:
    assert element("A", element("B", text=" x ")) == read(b"<A>\n  <B> x </B>\n</A>")


def test_an_element_finds_its_children_by_name() -> None:
    tree = read(b"<A><B>1</B><B>2</B></A>")

    assert "1" == tree.text_of("B")
    assert "none" == tree.text_of("C", "none")
    assert tree.child("C") is None


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no element"),
        (b"<A>", "no element"),
        (b"<A></B>", "mismatched"),
        (b"not xml", "syntax error"),
        (b'<!DOCTYPE A [<!ENTITY x "y">]><A>&x;</A>', "document type"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE A><A/>'.encode("utf-16"), "document type"),
        (b"<A>&x;</A>", "undefined entity"),
        (b"<A>" * 40 + b"</A>" * 40, "nested deeper"),
    ],
)
def test_hostile_and_broken_documents_are_refused(raw: bytes, why: str) -> None:
    """No entity is ever expanded: a document type is refused at its first character."""
    with pytest.raises(BadMarkup, match=why):
        read(raw)


def test_an_empty_element_has_a_short_form() -> None:
    assert "<A />" == write_fragment(Element("A"))
    assert b'<?xml version="1.0" encoding="utf-8"?><A />' == write(Element("A"))
