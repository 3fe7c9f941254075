"""Access keys of stores."""

from tests.arm_scene import Arm

STORE = "Microsoft.AppConfiguration/configurationStores/widemo-ac"


def test_a_store_has_four_keys_two_of_them_read_only(arm: Arm) -> None:
    """Each with a connection string; regenerated one by one."""
    arm.ok("PUT", STORE, {"location": "westeurope", "sku": {"name": "standard"}})
    keys = arm.ok("POST", f"{STORE}/listKeys")["value"]
    fresh = arm.ok("POST", f"{STORE}/regenerateKey", {"id": keys[1]["id"]})
    after = arm.ok("POST", f"{STORE}/listKeys")["value"]

    assert [False, False, True, True] == [each["readOnly"] for each in keys]
    assert (
        f"Endpoint=https://widemo-ac.azconfig.io;Id={keys[0]['id']};Secret={keys[0]['value']}"
        == keys[0]["connectionString"]
    )
    assert [keys[0], fresh, *keys[2:]] == after
    assert (404, "KeyNotFound") == arm.code("POST", f"{STORE}/regenerateKey", {"id": keys[1]["id"]})


def test_a_reader_reads_no_keys(arm: Arm) -> None:
    """Listing them is an action."""
    arm.ok("PUT", STORE, {"location": "westeurope", "sku": {"name": "standard"}})

    assert (403, "AuthorizationFailed") == arm.code("POST", f"{STORE}/listKeys", who="reader")
