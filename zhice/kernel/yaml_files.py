"""YAML as data only: no tags that build objects, no aliases, and no key twice (the last would win silently)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


class BadYaml(ZhiceError):
    """A file that is no YAML, repeats a key or uses an alias; the words name file and line."""


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):  # a few of them in a row blow up memory
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "aliases are not allowed", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Hashable] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if key in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"duplicate key: {key}", key_node.start_mark
                )
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


def read_yaml(text: str, *, name: str) -> Any:
    """The data of one YAML document; `name` is what errors call the file.

    >>> read_yaml("a: 1", name="example.yaml")
    {'a': 1}
    """
    try:
        return yaml.load(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or str(error)
        raise BadYaml(
            Words(
                zh=f"{name} 第 {line} 行不是可用的 YAML：{problem}。",
                en=f"{name}, line {line} is not usable YAML: {problem}.",
            )
        ) from error
