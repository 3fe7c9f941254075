"""The programs of a control plane for these tests: those of this machine, or built once from the Go module proxy.

``go install k8s.io/kubernetes/cmd/…@v…`` does not work (kubernetes/kubernetes#79384), so the module in
``control_plane/`` requires Kubernetes and replaces its staging modules by the released ones.
"""

from __future__ import annotations

import functools
import json
import os
import re
import shutil
from pathlib import Path

from aksess.cluster.binaries import PROGRAMS, find_binaries
from aksess.cluster.errors import ClusterError
from tests.conformance.cache import CACHE, alone
from tests.conformance.program import run

VERSION = "1.37.2"
MAIN = Path(__file__).with_name("control_plane") / "main.go"
PATIENCE = 3600.0
# Modules that Kubernetes develops in its own tree, and requires at a version that nobody publishes.
_STAGING = re.compile(r"^\s+(k8s\.io/[a-z-]+) v0\.0\.0$", re.MULTILINE)


class NoPrograms(Exception):
    """They are not here and cannot be built; the text says why."""


@functools.cache
def assets() -> Path:
    """The folder with the four programs. Raises NoPrograms."""
    try:
        return find_binaries(VERSION, os.environ).paths["etcd"].parent
    except ClusterError as missing:
        why = missing.message
    if shutil.which("go") is None:
        raise NoPrograms(f"{why} There is no Go on PATH to build them with.")
    return _build(CACHE / "kubernetes" / VERSION)


def _build(folder: Path) -> Path:
    work = CACHE / "kubernetes-build" / VERSION
    work.mkdir(parents=True, exist_ok=True)
    with alone(work / ".lock"):
        if not (folder / "etcd").exists():
            _compile(work, folder)
    return folder


def _compile(work: Path, folder: Path) -> None:
    shutil.copy(MAIN, work / "main.go")
    (work / "go.mod").write_text(_module(work))
    _go(work, "mod", "tidy")
    package = "k8s.io/component-base/version"
    major, minor, _ = VERSION.split(".")
    named = f"-X {package}.gitVersion=v{VERSION} -X {package}.gitMajor={major} -X {package}.gitMinor={minor}"
    _go(work, "build", "-trimpath", "-ldflags", f"-s -w {named}", "-o", "control-plane", ".")
    folder.mkdir(parents=True, exist_ok=True)
    # etcd is linked last: its name says that all of them are there.
    for name in reversed(PROGRAMS):
        (folder / name).unlink(missing_ok=True)
        os.link(work / "control-plane", folder / name)


def _module(work: Path) -> str:
    module = f"k8s.io/kubernetes@v{VERSION}"
    found = json.loads(_go(work, "mod", "download", "-json", module))
    required = Path(found["GoMod"]).read_text()
    staged = f"v0.{VERSION.partition('.')[2]}"
    replaced = "\n".join(f"\t{name} => {name} {staged}" for name in _STAGING.findall(required))
    language = re.search(r"^go .*$", required, re.MULTILINE)
    return (
        f"module control_plane\n\n{language[0] if language else 'go 1.26.0'}\n\n"
        f"require k8s.io/kubernetes v{VERSION}\n\nreplace (\n{replaced}\n)\n"
    )


def _go(work: Path, *words: str) -> str:
    ran = run(["nice", "go", *words], work, {**os.environ, "GOFLAGS": "-mod=mod"}, PATIENCE)
    if ran.code:
        raise NoPrograms(f"go {' '.join(words[:2])} failed: {' '.join(ran.said.split())[-300:]}")
    return ran.printed
