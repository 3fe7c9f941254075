from __future__ import annotations

from tests.storage_scene import Shop, code, markup


def names(shop: Shop, query: str) -> tuple[list[str], str]:
    """The names of one page, and its next marker."""
    found = markup(shop.keyed("GET", f"/?comp=list{query}"))
    containers = found.child("Containers")
    assert containers is not None
    return [each.text_of("Name") for each in containers.children], found.text_of("NextMarker")


def test_pages_join_to_the_whole(shop: Shop) -> None:
    """Each name once, in order, and no marker after the last page."""
    made = ["papers", "photos", *(f"x{number:02d}" for number in range(5))]
    for name in made:
        shop.keyed("PUT", f"/{name}?restype=container")
    found, marker = names(shop, "&maxresults=3")
    while marker:
        page, marker = names(shop, f"&maxresults=3&marker={marker.replace('=', '%3D')}")
        found += page

    assert made == found


def test_a_prefix_narrows_the_list(shop: Shop) -> None:
    shop.keyed("PUT", "/papers?restype=container")

    assert (["photos"], "") == names(shop, "&prefix=ph")


def test_a_page_size_or_marker_that_is_none_is_refused(shop: Shop) -> None:
    assert "OutOfRangeQueryParameterValue" == code(shop.keyed("GET", "/?comp=list&maxresults=0"))
    assert "OutOfRangeQueryParameterValue" == code(shop.keyed("GET", "/?comp=list&maxresults=many"))
    assert "InvalidMarker" == code(shop.keyed("GET", "/?comp=list&marker=abc"))
