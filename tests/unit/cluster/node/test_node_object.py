"""The Node as the API server shows it."""

from aksess.cluster.node.node_object import NodeFacts, node_object, node_status

FACTS = NodeFacts("node-1", "10.224.0.4", "1.37.2", "process", "widemo-aks")


def test_a_node_has_the_labels_that_selectors_use() -> None:
    labels = node_object(FACTS)["metadata"]["labels"]

    assert ("node-1", "linux", "widemo-aks") == (
        labels["kubernetes.io/hostname"], labels["kubernetes.io/os"], labels["kubernetes.azure.com/cluster"],
    )  # fmt: skip


def test_a_status_says_where_the_kubelet_is_and_what_it_can() -> None:
    status = node_status(FACTS, True, 1000.0, 900.0)

    assert 10250 == status["daemonEndpoints"]["kubeletEndpoint"]["Port"]
    assert ["ExtendWebSocketsToKubelet"] == status["declaredFeatures"]
    assert {"InternalIP": "10.224.0.4", "Hostname": "node-1"} == {e["type"]: e["address"] for e in status["addresses"]}
    assert ("v1.37.2", "process://aksess") == (
        status["nodeInfo"]["kubeletVersion"], status["nodeInfo"]["containerRuntimeVersion"],
    )  # fmt: skip
    assert status["capacity"].keys() == {"cpu", "memory", "ephemeral-storage", "pods"}


def test_every_field_of_node_info_is_there() -> None:
    info = node_status(FACTS, True, 1000.0, 900.0)["nodeInfo"]

    assert {
        "machineID", "systemUUID", "bootID", "kernelVersion", "osImage", "containerRuntimeVersion", "kubeletVersion",
        "kubeProxyVersion", "operatingSystem", "architecture",
    } == info.keys()  # fmt: skip


def test_a_node_that_leaves_is_not_ready() -> None:
    def ready(is_ready: bool) -> str:
        conditions = node_status(FACTS, is_ready, 1000.0, 900.0)["conditions"]
        return next(str(each["status"]) for each in conditions if each["type"] == "Ready")

    assert ("True", "False") == (ready(True), ready(False))
