"""The address /journal/. Its screen needs to know people, who live above this floor: `accounts` fills this port."""

from typing import Any

urlpatterns: list[Any] = []
