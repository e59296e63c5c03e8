"""What 管理 counts; importing this declares all of it."""

from zhice.management.measures import certificates

__all__ = ["certificates"]
