"""Scopes: where a role assignment holds. An ARM id, and all that is below it."""

from __future__ import annotations


class Scope(str):
    """An ARM id that compares as ARM does: without case, on the borders of its segments, a last slash aside.

    ``Scope("/")`` is the tenant's root. ``==`` is that of ``str``: use ``covers`` or ``folded``.
    """

    __slots__ = ("folded",)

    folded: str

    def __new__(cls, text: str) -> Scope:
        """The scope of an ARM id; one that begins with no slash is given one."""
        if isinstance(text, Scope):
            return text
        scope = super().__new__(cls, "/" + text.strip("/"))
        scope.folded = scope.lower()
        return scope

    def covers(self, other: Scope) -> bool:
        """Whether an assignment at this scope holds at the other. A management group covers what is in its own id.

        Which subscriptions a management group holds is not in their ids: ``decide`` takes it as ``above``.
        """
        mine = self.folded
        theirs = other.folded
        return mine == "/" or theirs == mine or (theirs.startswith(mine) and theirs[len(mine)] == "/")

    @property
    def parent(self) -> Scope | None:
        """The scope that this one inherits from; None for the root.

        A resource's is its parent resource, else its group; a group's is its subscription.
        """
        segments = self.strip("/").split("/")
        if segments == [""]:
            return None
        return Scope("/".join(segments[: -_own_segments(segments)]))

    @property
    def resource_type(self) -> str:
        """``"Microsoft.KeyVault/vaults/secrets"``; "" for what is no resource (root, subscription, group)."""
        segments = self.strip("/").split("/")
        at = _last_provider(segments)
        return "" if at is None else "/".join([segments[at + 1], *segments[at + 2 :: 2]])


def _own_segments(segments: list[str]) -> int:
    at = _last_provider(segments)
    # "/providers/Namespace/type/name" is one step; a child of it, "/type/name", is one too.
    if at is not None and len(segments) - at <= 4:
        return len(segments) - at
    return min(2, len(segments))


def _last_provider(segments: list[str]) -> int | None:
    for at in range(len(segments) - 1, -1, -1):
        if segments[at].lower() == "providers":
            return at
    return None
