"""Keys lent to the clouds of tests."""

from aksess.testing.keys import Lender


def test_two_open_clouds_never_hold_the_same_key(lender: Lender) -> None:
    one, two = lender.key_pool(), lender.key_pool()

    kids = [one.take(1.0).kid, two.take(2.0).kid, one.take(3.0).kid]

    assert 3 == len(set(kids))
    one.close()
    two.close()


def test_a_key_comes_back_when_its_cloud_closes(lender: Lender) -> None:
    """The next cloud waits for no new key; the key is as young as that cloud says."""
    one = lender.key_pool()
    before = one.take(1.0)
    one.close()

    two = lender.key_pool()
    after = two.take(9.0)

    assert before.kid == after.kid
    assert 9.0 == after.born
    two.close()
