"""Paths as ARM reads them."""

from typing import Any

import pytest

from aksess.cloud.services.arm.address import Address, Form, parse_address, split_path

SUB = "/subscriptions/S"
RG = f"{SUB}/resourceGroups/G"


def parsed(path: str) -> Address | None:
    """The address of a path."""
    return parse_address(tuple(part for part in path.split("/") if part))


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (f"{RG}/providers/N/vaults/v", Address(RG, "N", ("vaults",), ("v",))),
        (f"{RG}/providers/N/a/1/b/2", Address(RG, "N", ("a", "b"), ("1", "2"))),
        (f"{RG}/providers/N/vaults", Address(RG, "N", ("vaults",), ())),
        (f"{RG}/providers/N/a/1/listKeys", Address(RG, "N", ("a", "listKeys"), ("1",))),
        (f"{SUB}/providers/N/vaults", Address(SUB, "N", ("vaults",), ())),
        ("/providers/N/roles/r", Address("", "N", ("roles",), ("r",))),
        (f"{RG}/providers/N/a/1/providers/X/y/2", Address(f"{RG}/providers/N/a/1", "X", ("y",), ("2",))),
        (f"{SUB}/resourceGroups", Address(SUB, "Microsoft.Resources", ("resourceGroups",), ())),
        (RG, Address(SUB, "Microsoft.Resources", ("resourceGroups",), ("G",))),
        # A resource may be called like the word that begins a provider.
        (f"{RG}/providers/N/vaults/providers", Address(RG, "N", ("vaults",), ("providers",))),
    ],
)
def test_a_path_is_a_scope_a_type_and_names(path: str, wanted: Address) -> None:
    """From the left, level by level."""
    assert wanted == parsed(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/subscriptions",
        SUB,
        f"{RG}/vaults/v",
        f"{RG}/providers",
        f"{RG}/providers/N",
        f"{SUB}/other/thing",
        "/elsewhere/1",
    ],
)
def test_a_path_of_another_form_names_nothing(path: str) -> None:
    """Nothing is guessed."""
    assert parsed(path) is None


def test_what_an_action_is_done_to_is_the_address_before_it() -> None:
    """``.../vaults/v/purge`` is something done to ``v``."""
    address = parsed(f"{RG}/providers/N/vaults/v/purge")

    assert address is not None
    assert Form.COLLECTION is address.form
    assert ("purge", "v", "N/vaults") == (address.action, address.item.names[-1], address.item.type)


def test_the_parent_of_a_child_is_the_resource_above_it() -> None:
    """And that of a resource is its group."""
    child, resource = parsed(f"{RG}/providers/N/a/1/b/2"), parsed(f"{RG}/providers/N/a/1")

    assert child is not None
    assert resource is not None
    assert (f"{RG}/providers/N/a/1", RG) == (child.parent, resource.parent)


class CountedSegments(tuple[str, ...]):
    """Segments that count how many of them were handed out."""

    handed_out = 0

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        self.handed_out += len(found) if isinstance(at, slice) else 1
        return found


def test_the_work_of_parsing_grows_with_the_path_and_no_faster() -> None:
    """A path of many providers hands out no segment more than a few times."""
    work = []
    for providers in (50, 100, 200):
        segments = CountedSegments([*f"{RG}".strip("/").split("/"), *(["providers", "N", "a", "1"] * providers)])
        assert parse_address(segments) is not None
        work.append(segments.handed_out / len(segments))

    assert max(work) < 4
    assert work[0] == pytest.approx(work[2], rel=0.1)


def test_an_encoded_slash_stays_part_of_its_segment() -> None:
    """Decoded, it would name another resource."""
    assert ("a b", "c%2Fd") == split_path("//a%20b/c%2fd/")


def test_the_levels_of_an_address_can_be_taken_apart() -> None:
    """The resource at a level, and the segments after it; a collection ends with its type."""
    item, collection = parsed(f"{RG}/providers/N/a/1/b/2"), parsed(f"{RG}/providers/N/a/1/b")

    assert item is not None
    assert collection is not None
    assert f"{RG}/providers/N/a/1" == item.to_level(1).id
    assert (("b", "2"), ("b",), ()) == (item.below_level(1), collection.below_level(1), item.below_level(2))
