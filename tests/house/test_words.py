"""Every text that people read exists in Chinese and in English, and the trade's words are the glossary's."""

from __future__ import annotations

import re

import pytest
from django.apps import apps

from tests.house.texts import computed, plural_forms, templates, texts_to_translate, unworded
from tests.house.texts import untranslatable as bare
from tests.house.tree import PACKAGE, modules, told
from zhice.accounts.roles import TITLES
from zhice.kernel.glossary import glossary
from zhice.site.translations import collect, fragments

# the models that trade people speak of; what only the machinery needs (sessions, tokens, views) stands in no glossary
TRADE = {
    "Plan", "Objective", "Indicator", "Target", "Task", "Supervision", "Measurement", "Party", "LegalEvent", "PCTApplication",
    "Trademark", "GeographicalIndication",
}  # fmt: skip
SHOWN = re.compile(
    r"/((\w+_)?screens|forms|register|navigation|models|pages|charts|sentences|panes|states)\.py$"
)


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    return collect(fragments())


def test_every_chinese_text_has_an_english_one(english):
    missing = [f"{file}: {text}" for text, file in texts_to_translate().items() if text not in english]
    assert not missing, (
        told(missing) + f"\n{len(missing)} texts: write them into the package's translations.en.yaml"
    )


def test_no_english_text_is_left_over(english):
    """What nobody asks for any more goes out of the fragments with its asker."""
    asked = {*texts_to_translate(), *(title.words.zh for title in TITLES.values())}
    over = [text for text in english if text not in asked]
    assert not over, told(over)


def test_english_is_english(english):
    chinese = [f"{zh}: {en}" for zh, en in english.items() if re.search(r"[㐀-鿿]", en.replace("知策", ""))]
    # names of Chinese forms may be quoted: 知策, or a term in quotation marks
    assert not [line for line in chinese if "“" not in line and "(" not in line], told(chinese)


def test_no_text_is_put_together_before_it_is_translated():
    assert not computed(), told(computed())


def test_no_plural_forms():
    assert not plural_forms(), (
        told(plural_forms()) + "\nSay it so that one English text fits: ‘Items: %(n)s’."
    )


def test_no_chinese_in_templates_outside_of_translation():
    found = [f"{file}: {line}" for file in templates() for line in bare(file)]
    assert not found, told(found)


def test_no_chinese_in_what_pages_show_outside_of_translation():
    found = [line for file in modules() if SHOWN.search(str(file)) for line in unworded(file)]
    assert not found, told(found)


def test_the_trade_s_models_stand_in_the_glossary():
    ours = {
        model.__name__
        for config in apps.get_app_configs()
        if config.name.startswith("zhice.")
        for model in config.get_models()
    }
    assert TRADE - {"Measurement"} <= ours, (
        "a model of the trade was renamed: the glossary's name is the code's"
    )
    assert ours & set(glossary()) >= TRADE & ours


def test_every_term_is_explained_in_both_languages():
    terms = glossary()
    assert len(terms) > 40
    for code, term in terms.items():
        assert re.fullmatch(r"[A-Za-z][A-Za-z_]*", code), code
        assert term.zh and term.meaning.zh and term.meaning.en, code
    names = [term.zh for term in terms.values()]
    assert len(names) == len(set(names)), "one Chinese word for two terms"


def test_names_in_the_code_are_no_attic_of_synonyms():
    """Words that the glossary says otherwise: one thing, one name."""
    other = {
        "Kpi": "Indicator",
        "Metric": "Indicator",
        "Goal": "Objective",
        "Organization": "Party",
        "Org": "Party",
        "Mission": "Task",
    }
    defined = re.compile(r"^class (\w+)", re.MULTILINE)
    wrong = [
        f"{file}: class {name}: say {other[name]}"
        for file in modules()
        for name in defined.findall((PACKAGE.parent / file).read_text("utf-8"))
        if name in other
    ]
    assert not wrong, told(wrong)
