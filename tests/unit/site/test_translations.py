import gettext

import pytest

from zhice.site import translations


def package(tmp_path, **fragments):
    for name, text in fragments.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "translations.en.yaml").write_text(text, "utf-8")
    return tmp_path


def test_fragments_of_all_packages_become_one_catalogue(tmp_path):
    place = package(tmp_path, web="战略总览: Overview\n", plan="共 %(n)s 项: '%(n)s in all'\n")
    catalogue = tmp_path / "locale" / "django.mo"
    assert translations.compile_all(package=place, into=catalogue) == 2
    with catalogue.open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("战略总览") == "Overview"
    assert english.gettext("共 %(n)s 项") % {"n": 3} == "3 in all"


@pytest.mark.parametrize(
    ("fragments", "why"),
    [
        ({"web": "共 %(n)s 项: in all\n"}, "占位符不一致"),
        ({"web": "总览: Overview\n", "plan": "总览: Summary\n"}, "矛盾"),
        ({"web": "总览: ''\n"}, "应为"),
        ({"web": "2022: Year\n"}, "应为"),
    ],
)
def test_a_wrong_fragment_is_named(tmp_path, fragments, why):
    with pytest.raises(translations.BadTranslation, match=why) as refusal:
        translations.compile_all(package=package(tmp_path, **fragments), into=tmp_path / "x.mo")
    assert "translations.en.yaml" in str(refusal.value)
    assert not (tmp_path / "x.mo").exists()
