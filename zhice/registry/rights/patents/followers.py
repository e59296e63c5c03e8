"""Who follows what is stored of patents: rooms that derive from them say so at start, and are told within the same transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable

Follower = Callable[[Iterable[int]], object]
FOLLOWERS: dict[str, Follower] = {}


def tell(patents: Iterable[int]) -> None:
    """These patents (by primary key) are new or describe themselves anew."""
    listed = list(patents)
    if listed:
        for follower in FOLLOWERS.values():
            follower(listed)
