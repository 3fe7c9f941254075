"""When probes change something."""

from aksess.cluster.node.probe_result import ProbeCounter, ProbeKind, ProbeSettings


def test_a_probe_has_the_defaults_of_the_api() -> None:
    assert ProbeSettings(0.0, 10.0, 1.0, 1, 3, None) == ProbeSettings.of({})


def test_every_number_of_a_probe_is_read() -> None:
    times = {"initialDelaySeconds": 30, "periodSeconds": 20, "timeoutSeconds": 10}
    counts = {"successThreshold": 2, "failureThreshold": 30, "terminationGracePeriodSeconds": 0}
    found = ProbeSettings.of(times | counts)

    assert ProbeSettings(30.0, 20.0, 10.0, 2, 30, 0) == found


def test_a_result_counts_when_it_comes_often_enough_in_a_row() -> None:
    counter = ProbeCounter(ProbeSettings.of({"failureThreshold": 3, "successThreshold": 2}))
    results = [False, False, True, False, False, False, True, True]

    assert [None, None, None, None, None, False, None, True] == [counter.count(each) for each in results]


def test_a_probe_knows_its_field_of_a_container() -> None:
    assert ["startupProbe", "readinessProbe", "livenessProbe"] == [kind.field for kind in ProbeKind]
