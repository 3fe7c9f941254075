"""The start of a container."""

import base64
from pathlib import Path

from tests.unit.cluster.node.builders import container, pod
from tests.unit.cluster.node.loops import in_loop, until
from tests.unit.cluster.node.node_scene import node


@in_loop
async def test_variables_come_from_config_maps_and_secrets(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.api.put("/api/v1/namespaces/shop/configmaps/config", {"data": {"COLOUR": "blue"}})
        secret = {"data": {"password": base64.b64encode(b"hunter2").decode()}}
        scene.api.put("/api/v1/namespaces/shop/secrets/login", secret)
        reference = {"secretKeyRef": {"name": "login", "key": "password"}}
        asked = container(
            envFrom=[{"configMapRef": {"name": "config"}}], env=[{"name": "PASSWORD", "valueFrom": reference}],
            args=["$(COLOUR)"],
        )  # fmt: skip
        scene.bind(pod(asked))
        process = await scene.started()

        assert {"COLOUR": "blue", "PASSWORD": "hunter2"} == process.spec.environment
        assert ("blue",) == process.spec.args


@in_loop
async def test_a_container_waits_for_its_config_map(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod(container(envFrom=[{"configMapRef": {"name": "config"}}])))
        await until(lambda: scene.container().get("state", {}).get("waiting", {}).get("message"))
        waiting = scene.container()["state"]["waiting"]
        scene.api.put("/api/v1/namespaces/shop/configmaps/config", {"data": {"COLOUR": "blue"}})
        key = next(iter(scene.services.objects.known_keys()))
        await until(lambda: scene.services.objects.known([key])[key])
        scene.advance(3)
        await scene.started()

        assert {"reason": "CreateContainerConfigError", "message": 'configmap "config" not found'} == waiting
        assert 'Error: configmap "config" not found' == (await scene.event("Failed"))["message"]


@in_loop
async def test_output_goes_to_the_log_of_that_run(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        first = await scene.started()
        first.output("stdout", b"one\n")
        first.end(1)
        second = await scene.started(times=2)
        second.output("stderr", b"two\n")
        logs = tmp_path / "uid-1" / "logs" / "main"

        assert "stdout F one\n" == (logs / "0.log").read_text().partition(" ")[2]
        assert "stderr F two\n" == (logs / "1.log").read_text().partition(" ")[2]


@in_loop
async def test_the_logs_of_two_runs_are_kept(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.bind(pod())
        (await scene.started()).end(1)
        for times in range(2, 5):
            (await scene.started(times=times)).end(1)
            await until(lambda: "waiting" in scene.container()["state"])
            scene.advance(400)
        await scene.started(times=5)

        assert ["3.log", "4.log"] == sorted(each.name for each in (tmp_path / "uid-1" / "logs" / "main").iterdir())


@in_loop
async def test_an_error_that_nobody_expected_is_logged_and_the_start_tried_again(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.surprise = RuntimeError("what is this")
        scene.bind(pod())
        await until(lambda: scene.said)
        scene.runtime.surprise = None
        scene.advance(20)
        await scene.started()

        assert ["pod web_shop(uid-1): RuntimeError: what is this"] == scene.said


@in_loop
async def test_an_image_that_must_not_be_pulled_and_is_not_there_says_so(tmp_path: Path) -> None:
    async with node(tmp_path) as scene:
        scene.runtime.missing_images.add("image.test/app:1")
        scene.bind(pod(container(imagePullPolicy="Never")))
        said = 'Container image "image.test/app:1" is not present with pull policy of Never'

        assert said == (await scene.event("ErrImageNeverPull"))["message"]
        await until(lambda: scene.container().get("state", {}).get("waiting", {}).get("reason") == "ErrImageNeverPull")
