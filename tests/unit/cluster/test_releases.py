"""Where the official releases are."""

import pytest

from aksess.cluster.errors import FetchFailed
from aksess.cluster.releases import Platform, Releases, checksum_in
from aksess.cluster.versions import Version

SUM = "0123456789abcdef" * 4


def test_the_programs_come_from_the_official_addresses() -> None:
    etcd, api, *_ = Releases().downloads(Version(1, 33, 6), Platform.of("linux", "x86_64"))

    assert "https://dl.k8s.io/release/v1.33.6/bin/linux/amd64/kube-apiserver" == api.url
    assert "https://dl.k8s.io/release/v1.33.6/bin/linux/amd64/kube-apiserver.sha256" == api.checksum_url
    assert etcd.url.startswith("https://github.com/etcd-io/etcd/releases/download/v3.6.5/")
    assert "etcd-v3.6.5-linux-amd64/etcd" == etcd.member


def test_a_mirror_has_two_folders_of_the_same_content() -> None:
    mirror = Releases("https://mirror.example/k8s/")
    etcd, api, *_ = mirror.downloads(Version(1, 37, 2), Platform.of("linux", "aarch64"))

    assert "https://mirror.example/k8s/release/v1.37.2/bin/linux/arm64/kube-apiserver" == api.url
    assert "https://mirror.example/k8s/etcd/v3.7.0/etcd-v3.7.0-linux-arm64.tar.gz" == etcd.url
    assert "https://mirror.example/k8s/release/stable-1.33.txt" == mirror.newest("1.33")


@pytest.mark.parametrize(("system", "machine"), [("darwin", "arm64"), ("linux", "riscv64")])
def test_a_machine_without_releases_is_told_what_to_do_instead(system: str, machine: str) -> None:
    with pytest.raises(FetchFailed) as raised:
        Platform.of(system, machine)

    assert raised.value.hint


@pytest.mark.parametrize("text", [SUM, f"{SUM.upper()}\n", f"{SUM}  etcd.tgz\n", f"{'0' * 64} *other\n{SUM} *etcd.tgz"])
def test_a_checksum_is_found_in_either_form(text: str) -> None:
    assert SUM == checksum_in(text, "etcd.tgz")


@pytest.mark.parametrize("text", ["", "<html>", f"{SUM}  other\n", "abc"])
def test_a_checksum_that_is_not_there_is_an_error(text: str) -> None:
    with pytest.raises(FetchFailed, match=r"do not name etcd\.tgz"):
        checksum_in(text, "etcd.tgz")
