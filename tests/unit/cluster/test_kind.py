"""What kind needs to be a cluster of the local Azure."""

from pathlib import Path

import pytest
import yaml

from aksess.cloud.oidc.signing_keys import make_pem
from aksess.cluster.kind import NoIssuer, kind_config
from tests.unit.cluster.plans import plan


def test_kind_signs_as_the_issuer_and_trusts_the_authority_of_the_cluster(tmp_path: Path) -> None:
    keys = [make_pem(), make_pem()]
    config = yaml.safe_load(kind_config(plan(signing_keys=keys), tmp_path))
    [node] = config["nodes"]
    kubeadm = yaml.safe_load(node["kubeadmConfigPatches"][0])

    assert ["ca.crt", "ca.key", "sa.key", "sa.pub"] == sorted(path.name for path in tmp_path.iterdir())
    assert {f"/etc/kubernetes/pki/{path.name}" for path in tmp_path.iterdir()} == {
        each["containerPath"] for each in node["extraMounts"]
    }
    assert keys[-1] == (tmp_path / "sa.key").read_text()
    assert 2 == (tmp_path / "sa.pub").read_text().count("BEGIN PUBLIC KEY"), "old tokens are still verified"
    assert plan().issuer == kubeadm["apiServer"]["extraArgs"]["service-account-issuer"]
    assert plan().hosts[0] in kubeadm["apiServer"]["certSANs"]


def test_a_cluster_without_an_issuer_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoIssuer, match="has no OIDC issuer"):
        kind_config(plan(signing_keys=[], issuer=""), tmp_path)
