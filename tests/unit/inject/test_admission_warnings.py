"""Mistakes that admission lets pass are told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from aksess.inject import ServiceAccount, WarningCode

Make = Callable[..., Any]
P = "azure.workload.identity/"
GOOD = {P + "client-id": "11111111-2222-3333-4444-555555555555"}


def told(answer: Any) -> list[WarningCode]:
    return [caution.code for caution in answer.warnings]


@pytest.mark.parametrize(
    ("annotations", "matters"),
    [
        (GOOD, []),
        ({}, [WarningCode.CLIENT_ID_MISSING]),
        ({P + "client-id": ""}, [WarningCode.CLIENT_ID_MISSING]),
        ({P + "client-id": "<client-id>"}, [WarningCode.CLIENT_ID_INVALID]),
        ({P + "client-id": GOOD[P + "client-id"] + "\n"}, [WarningCode.CLIENT_ID_INVALID]),
        (GOOD | {P + "tenant-id": ""}, [WarningCode.TENANT_ID_EMPTY]),
        (GOOD | {P + "tenant-id": "${TENANT}"}, [WarningCode.TENANT_ID_INVALID]),
        (GOOD | {P + "tenant-id": "contoso.onmicrosoft.com"}, []),
    ],
)
def test_the_service_accounts_annotations(
    admit: Make, make_pod: Make, annotations: Any, matters: list[WarningCode]
) -> None:
    """Missing, empty and impossible values; the pod is admitted all the same."""
    answer = admit(make_pod(), sa=ServiceAccount("wi", annotations))

    assert matters == told(answer)
    assert all('"wi"' in str(caution) for caution in answer.warnings)


def test_an_unknown_skipped_name_is_told_with_the_separator(admit: Make, make_pod: Make) -> None:
    """A colon, as some published examples have it, makes one unknown name of two."""
    answer = admit(make_pod({"skip-containers": "app:other"}))

    assert [WarningCode.SKIP_UNKNOWN] == told(answer)
    assert str(answer.warnings[0]).endswith('the pod has no container "app:other" (names are separated by ;)')


def test_a_proxy_that_is_switched_off_is_told(admit: Make, make_pod: Make) -> None:
    """Whoever comes from the reference expects it to be injected."""
    answer = admit(make_pod({"inject-proxy-sidecar": "false"}))

    assert [WarningCode.PROXY_OFF] == told(answer)
    assert 1 == len(answer.pod["spec"]["containers"])


def test_a_linux_user_on_windows_is_told(admit: Make, make_pod: Make) -> None:
    """The kubelet cannot give the token file to that user."""
    answer = admit(make_pod(os={"name": "windows"}, securityContext={"runAsUser": 1000}))

    assert [WarningCode.WINDOWS_USER] == told(answer)


def test_what_holds_for_several_containers_is_told_once_each(admit: Make, make_pod: Make) -> None:
    """Two containers that shadow the same variable are two warnings; the same words never come twice."""
    env = [{"name": "AZURE_TENANT_ID", "value": "x"}]
    same = {"name": "a", "env": env}
    answer = admit(make_pod(containers=[same, {"name": "b", "env": env}], initContainers=[same]))

    assert [WarningCode.ENV_SHADOWED] * 2 == told(answer)
