"""What ``aksess init`` writes."""

from pathlib import Path

import pytest

from aksess.terraform.scaffold import scaffold


def test_both_roots_and_the_model_are_written(tmp_path: Path) -> None:
    written = scaffold(tmp_path, "aksess: 1\n")

    assert "aksess: 1\n" == (tmp_path / "aksess.yaml").read_text()
    assert {"infra", "workloads"} <= {path.parent.name for path in written.created}
    assert (tmp_path / "infra" / "clusters.tf").exists()
    assert (tmp_path / "infra" / "backend-azurerm.tf.example").exists()


def test_state_is_kept_out_of_git(tmp_path: Path) -> None:
    """Outputs hold a cluster's client key, and so does the state."""
    scaffold(tmp_path, "aksess: 1\n")

    assert "*.tfstate" in (tmp_path / ".gitignore").read_text().splitlines()


def test_nothing_that_is_there_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "infra").mkdir()
    (tmp_path / "infra" / "clusters.tf").write_text("# mine\n")

    written = scaffold(tmp_path, "aksess: 1\n")

    assert (tmp_path / "infra" / "clusters.tf",) == written.kept
    assert "# mine\n" == (tmp_path / "infra" / "clusters.tf").read_text()


def test_a_second_time_changes_nothing(tmp_path: Path) -> None:
    first = scaffold(tmp_path, "aksess: 1\n")

    second = scaffold(tmp_path, "aksess: 1\n")

    assert () == second.created
    assert first.created == second.same


def test_nothing_is_written_through_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    (tmp_path / "shop" / ".gitignore").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(FileExistsError):
        scaffold(tmp_path / "shop", "aksess: 1\n")

    assert not (tmp_path / "elsewhere").exists()
