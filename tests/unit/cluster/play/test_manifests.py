"""Manifests become pods, in the order of the files."""

from typing import Any

import pytest

from aksess.cluster.play.errors import ManifestRefused
from aksess.cluster.play.manifests import ObjectName, read_manifests

MAIN = {"name": "main", "image": "busybox"}


def template(**spec: Any) -> dict[str, Any]:
    return {"metadata": {"labels": {"app": "web"}}, "spec": {"containers": [MAIN], **spec}}


def workload(kind: str, spec: dict[str, Any], group: str = "apps", name: str = "web") -> dict[str, Any]:
    return {"apiVersion": f"{group}/v1", "kind": kind, "metadata": {"name": name, "namespace": "shop"}, "spec": spec}


def core(kind: str, name: str = "web", **fields: Any) -> dict[str, Any]:
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name}, **fields}


def names(*documents: dict[str, Any]) -> list[str]:
    return [str(name) for name in read_manifests(documents, lambda: "abcde").pods]


def test_each_template_is_one_pod_in_the_order_of_the_files() -> None:
    job = {"template": template(restartPolicy="Never")}
    documents = [
        workload("StatefulSet", {"template": template()}, name="db"),
        core("Pod", "single", spec={"containers": [MAIN]}),
        workload("Deployment", {"template": template()}),
        workload("CronJob", {"jobTemplate": {"spec": job}}, "batch", "nightly"),
        workload("Job", job, "batch", "once"),
    ]

    assert ["shop/db-0", "default/single", "shop/web-abcde", "shop/nightly-abcde", "shop/once-abcde"] == names(
        *documents
    )


def test_a_templates_pod_has_its_labels_and_the_default_service_account() -> None:
    found = read_manifests([workload("Deployment", {"template": template()})], lambda: "abcde")
    pod = found.pods[ObjectName("shop", "web-abcde")]

    assert {"app": "web"} == pod["metadata"]["labels"]
    assert ("default", "Always") == (pod["spec"]["serviceAccountName"], pod["spec"]["restartPolicy"])


def test_an_object_may_come_after_the_pod_that_reads_it() -> None:
    pod = core("Pod", spec={"containers": [MAIN]})
    found = read_manifests([pod, core("Secret", "s", stringData={"k": "v"}, data={"o": "eA=="})], str)

    assert {"o": "eA==", "k": "dg=="} == found.secrets[ObjectName("default", "s")]["data"]


def test_other_kinds_are_listed_and_a_namespace_is_taken_for_granted() -> None:
    pod = core("Pod", spec={"containers": [MAIN]})
    foreign = {"apiVersion": "batch.volcano.sh/v1", "kind": "Job", "metadata": {"name": "train"}}
    found = read_manifests([core("Namespace"), core("Service"), foreign, pod], str)

    assert ["Service web", "Job train"] == found.ignored


def test_replicas_are_one_pod_and_the_user_is_told() -> None:
    none = workload("Deployment", {"replicas": 0, "template": template()}, name="off")
    three = workload("Deployment", {"replicas": 3, "template": template()})
    found = read_manifests([none, three], lambda: "abcde")

    assert ["shop/web-abcde"] == [str(name) for name in found.pods]
    assert [
        "Deployment off asks for 0 replicas: none runs", "Deployment web asks for 3 replicas: one runs",
    ] == found.notes  # fmt: skip


@pytest.mark.parametrize(
    ("document", "says"),
    [
        (core("ConfigMap"), "no pod to run"),
        (core("Pod"), "has no spec"),
        (workload("Deployment", {}), "Deployment web: spec.template is not an object"),
        (workload("StatefulSet", {"volumeClaimTemplates": [{}]}), "volumeClaimTemplates are not available"),
        (workload("Job", {"template": template()}, "batch"), "found 'Always', expected OnFailure or Never"),
        (core("Secret", data={"k": "no base64!"}), "data.k is not base64"),
        (core("ConfigMap", data={"k": 1}), "data.k is not a string: found 1"),
        ({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {}}, "has no metadata.name"),
    ],
)
def test_what_cannot_be_played_is_refused_by_name(document: dict[str, Any], says: str) -> None:
    with pytest.raises(ManifestRefused) as refused:
        read_manifests([document], str)

    assert says in refused.value.message


def test_a_pod_that_is_declared_twice_is_refused() -> None:
    pod = core("Pod", spec={"containers": [MAIN]})
    with pytest.raises(ManifestRefused, match="Pod default/web is declared twice"):
        read_manifests([pod, pod], str)
