"""What 创造 counts; importing this declares all of it."""

from zhice.creation.measures import marks, patents

__all__ = ["marks", "patents"]
