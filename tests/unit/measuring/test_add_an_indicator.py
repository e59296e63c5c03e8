"""docs/add-an-indicator.md is held to the code: its measures are those there are, its counts are read, its words are ours."""

import re
from pathlib import Path

import yaml

import zhice.creation.measures
import zhice.registry.measures  # noqa: F401
from zhice.measuring import figure
from zhice.measuring.counts import read_counts
from zhice.measuring.definition import read_definition
from zhice.measuring.measure import find, measures

PAGE = (Path(__file__).parents[3] / "docs" / "add-an-indicator.md").read_text(encoding="utf-8")


def test_every_measure_of_these_packages_stands_in_the_table() -> None:
    listed = dict(re.findall(r"^\| `([a-z]+\.[a-z_]+)` \| (\S+) \|", PAGE, re.MULTILINE))
    ours = {
        kind.code: kind.unit for kind in measures() if kind.code.split(".")[0] in ("creation", "registry")
    }
    assert listed == ours


def test_the_yaml_of_the_page_is_a_definition() -> None:
    (written,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    (indicator,) = yaml.safe_load(written)
    (definition,) = indicator["definitions"].values()
    read_definition(definition["counts"], unit=indicator["unit"], indicator=indicator["code"])


def test_every_form_of_the_grammar_table_is_read() -> None:
    forms = re.findall(r"^\| (`\{.*?\}`(?:, `\{.*?\}`)?) \|", PAGE, re.MULTILINE)
    code, other = "creation.patent_grants", "creation.patents_in_force"
    written = [form for cell in forms for form in re.findall(r"`(\{.*?\})`", cell)]
    assert len(written) == 10
    for form in written:
        filled = (
            re.sub(r"\bM\b|\bC\b", code, form)
            .replace("column", "holder")
            .replace(f"{code}, {code}", f"{code}, {other}")
        )
        read_counts(yaml.safe_load(filled))
    assert find(code)


def test_the_reasons_without_a_value_are_the_engines() -> None:
    said = [words.zh for name in vars(figure) if name.isupper() for words in [getattr(figure, name)]]
    (line,) = re.findall(r"instead of showing 0: (.*?)\. A region", PAGE)
    for reason in line.split(" · "):
        assert any(words.startswith(reason) for words in said), reason
