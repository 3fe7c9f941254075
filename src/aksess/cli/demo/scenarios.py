"""The demo's scenarios: the bundled example as it is, and with one link broken at a time."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from aksess.apply import ApplyOptions, Azure, Principal, apply_model
from aksess.apply.context import VERSIONS
from aksess.cli.control_client import root_certificate
from aksess.cli.demo.environment import DemoEnvironment, ProgramRun
from aksess.cli.exits import FAILED, CommandFailed
from aksess.model import EXAMPLE, Model, Problems, load

OTHER_ACCOUNT = "default"
# Longer than the hour that a projected token lives by default.
AN_HOUR_LATER = 3600.0 + 600.0


@dataclass(frozen=True, slots=True)
class Scenarios:
    """The bundled example in the demo's local Azure."""

    environment: DemoEnvironment
    model: Model
    azure: Azure

    @property
    def namespace(self) -> str:
        """The workload's namespace."""
        return self.model.workloads[0].accounts[0].namespace

    @property
    def account(self) -> str:
        """The workload's service account."""
        return self.model.workloads[0].accounts[0].name

    @property
    def settings(self) -> dict[str, str]:
        """Variables of the program itself."""
        vault = self.model.vaults[0]
        return {"KEYVAULT_URL": f"https://{vault.name}.vault.azure.net", "SECRET_NAME": vault.secrets[0].name}

    def apply(self) -> None:
        """Apply the example; this also repairs what a scenario broke."""
        apply_model(self.model, self.azure, self.environment.control, ApplyOptions(str(EXAMPLE), os.environ))

    def run(self) -> ProgramRun:
        """Run the program as the workload's pod, in the current state of the example."""
        with self.environment.pod(self.namespace, self.account) as pod:
            return self.environment.run(pod, self.settings)

    def with_another_account(self) -> ProgramRun:
        """Run the pod with the namespace's default service account."""
        with self.environment.pod(self.namespace, self.account) as pod:
            client_id = pod.facts.client_id
        with self.environment.pod(self.namespace, OTHER_ACCOUNT, client_id) as pod:
            return self.environment.run(pod, self.settings)

    def without_the_slash(self) -> ProgramRun:
        """Remove the trailing slash of the federated credential's issuer."""
        path = next(each for each in self._ids if "/federatedIdentityCredentials/" in each)
        properties = self.azure.arm("GET", path, VERSIONS["identity"]).json()["properties"]
        cut = {**properties, "issuer": properties["issuer"].rstrip("/")}
        self.azure.arm("PUT", path, VERSIONS["identity"], {"properties": cut})
        return self.run()

    def without_the_role(self) -> ProgramRun:
        """Delete the identity's role assignments on the vault."""
        for path in [each for each in self._ids if "/roleAssignments/" in each]:
            assignment = self.azure.arm("GET", path, VERSIONS["role"]).json()["properties"]
            if assignment["principalId"] != self.azure.object_id:
                self.azure.arm("DELETE", path, VERSIONS["role"])
        return self.run()

    def with_a_rotated_key(self) -> ProgramRun:
        """Rotate the cluster's signing keys twice while the pod keeps its first token."""
        with self.environment.pod(self.namespace, self.account) as pod:
            for _ in range(2):
                self.environment.control.rotate(pod.facts.cluster_id)
            return self.environment.run(pod, self.settings)

    def with_an_expired_token(self) -> ProgramRun:
        """Move Azure's clock ahead by more than the lifetime of the pod's token."""
        with self.environment.pod(self.namespace, self.account) as pod:
            self.environment.control.simulate({"clock_ahead": AN_HOUR_LATER})
            try:
                return self.environment.run(pod, self.settings)
            finally:
                self.environment.control.simulate({"clock_ahead": 0})

    @property
    def _ids(self) -> list[str]:
        return self.environment.control.applied(str(EXAMPLE)).ids


@contextmanager
def example_scenarios(environment: DemoEnvironment) -> Iterator[Scenarios]:
    """Yield the example's scenarios; the example is not applied yet."""
    model = load(EXAMPLE)
    if isinstance(model, Problems):
        raise CommandFailed(f"The bundled example is broken: {model}", code=FAILED)
    me = environment.control.operator()
    principal = Principal(me.tenant, me.subscription, me.client_id, me.client_secret)
    azure = Azure(principal, f"http://127.0.0.1:{environment.running.port}", root_certificate(environment.running))
    try:
        yield Scenarios(environment, model, azure)
    finally:
        azure.close()
