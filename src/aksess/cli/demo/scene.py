"""The bundled example in the demo's local Azure: what is broken in it, and how it is mended again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aksess.apply import Azure, Bringing, Principal, bring_about
from aksess.apply.work import VERSIONS
from aksess.cli.demo.stage import Ran, Stage
from aksess.cli.exits import FAILED, Stop
from aksess.cli.reach import root_of
from aksess.model import EXAMPLE, Model, Problems, load

OTHER_ACCOUNT = "default"
# Longer than the hour that a projected token lives by default.
AN_HOUR_LATER = 3600.0 + 600.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A workload that reads a secret. vault, secret: names; everything else is found by asking."""

    stage: Stage
    model: Model
    azure: Azure

    @property
    def namespace(self) -> str:
        """The workload's."""
        return self.model.workloads[0].accounts[0].namespace

    @property
    def account(self) -> str:
        """The workload's service account."""
        return self.model.workloads[0].accounts[0].name

    @property
    def own(self) -> dict[str, str]:
        """The program's own settings."""
        vault = self.model.vaults[0]
        return {"KEYVAULT_URL": f"https://{vault.name}.vault.azure.net", "SECRET_NAME": vault.secrets[0].name}

    def apply(self) -> None:
        """Bring the example about, or mend what was broken in it."""
        bring_about(self.model, self.azure, self.stage.control, Bringing(str(EXAMPLE), os.environ))

    def play(self) -> Ran:
        """The program as the workload's pod, with whatever is broken at the moment."""
        with self.stage.pod(self.namespace, self.account) as pod:
            return self.stage.run(pod, self.own)

    def with_another_account(self) -> Ran:
        """The pod runs as the namespace's default service account."""
        with self.stage.pod(self.namespace, self.account) as pod:
            client_id = pod.facts.client_id
        with self.stage.pod(self.namespace, OTHER_ACCOUNT, client_id) as pod:
            return self.stage.run(pod, self.own)

    def without_the_slash(self) -> Ran:
        """The federated credential names the issuer without its last slash."""
        path = next(each for each in self._ids if "/federatedIdentityCredentials/" in each)
        properties = self.azure.arm("GET", path, VERSIONS["identity"]).json()["properties"]
        cut = {**properties, "issuer": properties["issuer"].rstrip("/")}
        self.azure.arm("PUT", path, VERSIONS["identity"], {"properties": cut})
        return self.play()

    def without_the_role(self) -> Ran:
        """Nobody gave the identity a role on the vault."""
        for path in [each for each in self._ids if "/roleAssignments/" in each]:
            assignment = self.azure.arm("GET", path, VERSIONS["role"]).json()["properties"]
            if assignment["principalId"] != self.azure.object_id:
                self.azure.arm("DELETE", path, VERSIONS["role"])
        return self.play()

    def with_a_rotated_key(self) -> Ran:
        """The cluster's keys were rotated twice while the pod kept its first token."""
        with self.stage.pod(self.namespace, self.account) as pod:
            for _ in range(2):
                self.stage.control.rotate(pod.facts.cluster_id)
            return self.stage.run(pod, self.own)

    def with_an_expired_token(self) -> Ran:
        """The pod kept its token for more than an hour."""
        with self.stage.pod(self.namespace, self.account) as pod:
            self.stage.control.simulate({"clock_ahead": AN_HOUR_LATER})
            try:
                return self.stage.run(pod, self.own)
            finally:
                self.stage.control.simulate({"clock_ahead": 0})

    @property
    def _ids(self) -> list[str]:
        return self.stage.control.applied(str(EXAMPLE)).ids


@contextmanager
def scene(stage: Stage) -> Iterator[Scene]:
    """The example's scene, not applied yet."""
    model = load(EXAMPLE)
    if isinstance(model, Problems):
        raise Stop(f"The bundled example is broken: {model}", code=FAILED)
    me = stage.control.operator()
    principal = Principal(me.tenant, me.subscription, me.client_id, me.client_secret)
    azure = Azure(principal, f"http://127.0.0.1:{stage.running.port}", root_of(stage.running))
    try:
        yield Scene(stage, model, azure)
    finally:
        azure.close()
