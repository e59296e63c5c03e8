"""Questions over the whole registry."""

from __future__ import annotations

from zhice.registry.regions.models import Region


def is_example() -> bool:
    """Whether the records here are invented (示例数据); every page and export then says so."""
    return Region.objects.filter(example=True).exists()
