"""Finding the user's own binary."""

import stat
from pathlib import Path

import pytest

from aksess.terraform.binary import Binary, TerraformMissing, find_binary


def install(folder: Path, name: str, version: str) -> str:
    path = folder / name
    path.write_text(f'#!/bin/sh\necho \'{{"terraform_version": "{version}"}}\'\n')
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_terraform_is_taken_before_tofu(tmp_path: Path) -> None:
    path = install(tmp_path, "terraform", "1.11.4")
    install(tmp_path, "tofu", "1.12.0")

    assert Binary(path, "1.11.4") == find_binary({"PATH": f"{tmp_path}:/bin:/usr/bin"})


def test_an_old_one_is_passed_over(tmp_path: Path) -> None:
    install(tmp_path, "terraform", "1.5.7")
    tofu = install(tmp_path, "tofu", "1.11.0")

    assert tofu == find_binary({"PATH": f"{tmp_path}:/bin:/usr/bin"}).path


def test_only_an_old_one_is_named_with_what_is_wanted(tmp_path: Path) -> None:
    install(tmp_path, "terraform", "1.5.7")

    with pytest.raises(TerraformMissing, match=r"1\.5\.7.*1\.11 or newer"):
        find_binary({"PATH": f"{tmp_path}:/bin"})


def test_one_that_tells_no_version_is_named(tmp_path: Path) -> None:
    path = Path(install(tmp_path, "terraform", "1.11.4"))
    path.write_text("#!/bin/sh\necho []\n")

    with pytest.raises(TerraformMissing, match="of an unknown version"):
        find_binary({"PATH": f"{tmp_path}:/bin"})


def test_none_at_all_says_where_it_looked(tmp_path: Path) -> None:
    with pytest.raises(TerraformMissing, match="neither `terraform` nor `tofu`"):
        find_binary({"PATH": str(tmp_path)})
