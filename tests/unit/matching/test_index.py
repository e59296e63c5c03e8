"""The index finds what a comparison of all with all finds."""

from tests.cases import firm_pairs
from zhice.matching.firms import Firm, compare
from zhice.matching.index import FirmIndex


def test_it_finds_every_firm_that_is_the_same(places):
    """Against a second way: each with each."""
    pairs = [pair for pair in firm_pairs.by_hand() if pair[0] != "different"]
    names = sorted({name for pair in pairs for name in pair[2:]})
    index = FirmIndex(names, places)
    for name in names[::5]:
        found = {
            hit.name for hit in index.find(Firm(name=name), most=len(names)) if hit.finding.verdict == "same"
        }
        slowly = {
            other for other in names if compare(Firm(name=name), Firm(name=other), places).verdict == "same"
        }
        assert found == slowly, name


def test_a_code_finds_its_firm_whatever_the_name(places):
    index = FirmIndex(
        ["济源示例甲有限公司", "济源示例乙有限公司"], places, codes=[None, "91419001MA40X2YF91"]
    )
    (hit,) = index.find(Firm(name="改了名的公司", code="91419001MA40X2YF91"))
    assert (hit.place, hit.finding.verdict) == (1, "same")


def test_a_text_that_is_no_name_is_in_no_ones_way(places):
    assert FirmIndex(["", "济源示例甲有限公司"], places).find(Firm(name="济源示例甲有限公司"))[0].place == 1
