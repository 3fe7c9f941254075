"""A local Azure with clusters in it, as somebody at a terminal uses it."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.conformance.program import ProgramRun, run

PROGRAM = Path(sys.executable).with_name("aksess")
PATIENCE = 180.0
EXAMPLE = """\
aksess: 1
location: westeurope
resourceGroup: widemo
clusters:
  - name: widemo-aks
vaults:
  - name: widemo-kv
    secrets:
      - {name: my-secret, value: Hello from Key Vault}
workloads:
  - name: wi-api
    serviceAccount: widemo/wi-demo-sa
    access:
      - {to: vault/widemo-kv, as: Key Vault Secrets User}
"""


@dataclass(slots=True)
class Azure:
    """folder: where ``aksess`` is typed; environment: of whoever types."""

    folder: Path
    environment: dict[str, str] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, assets: Path) -> Azure:
        """Of a folder, on a machine with these programs of a control plane."""
        own = {name: value for name, value in os.environ.items() if not name.startswith(("ARM_", "AZURE_"))}
        return cls(folder, {**own, "KUBEBUILDER_ASSETS": str(assets)})

    def up(self, declared: str = EXAMPLE) -> None:
        """Bring it up with that in it."""
        (self.folder / "aksess.yaml").write_text(declared)
        self.done("up", "--apply", "aksess.yaml")

    def type(self, *words: str, **variables: str) -> ProgramRun:
        """``aksess`` and these words."""
        return run([str(PROGRAM), *words], self.folder, {**self.environment, **variables}, PATIENCE)

    def done(self, *words: str, **variables: str) -> str:
        """The same, and it must succeed; what it printed."""
        ran = self.type(*words, **variables)
        assert 0 == ran.code, ran.said
        return ran.printed

    def inside(self, *words: str) -> ProgramRun:
        """A program inside, as the operator."""
        return self.type("run", "--", *words)

    def kubectl(self, *words: str) -> str:
        """``kubectl`` inside; what it printed."""
        return self.done("run", "--", "kubectl", *words)

    def get(self, *words: str) -> Any:
        """``kubectl get … -o json``."""
        return json.loads(self.kubectl("get", *words, "-o", "json"))

    def apply(self, *objects: dict[str, Any]) -> ProgramRun:
        """``kubectl apply`` of these objects."""
        file = self.folder / "objects.json"
        file.write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": list(objects)}))
        return self.inside("kubectl", "apply", "-f", str(file))

    def clusters(self) -> list[dict[str, Any]]:
        """``aksess cluster status --json``."""
        found: list[dict[str, Any]] = json.loads(self.done("cluster", "status", "--json"))
        return found

    def arm(self, method: str, path: str, body: Any = None, version: str = "2025-10-01") -> Any:
        """A request to Resource Manager, as the operator; its status and content."""
        return self.request(method, f"https://management.azure.com{path}?api-version={version}", body)

    def request(self, method: str, url: str, body: Any = None) -> Any:
        """A request to Azure, as the operator; its status and content."""
        script = Path(__file__).with_name("azure_request.py")
        content = json.dumps(body) if body is not None else ""
        return json.loads(self.done("run", "--", sys.executable, str(script), method, url, content))

    def leave(self) -> None:
        """Take it down."""
        self.type("down")
