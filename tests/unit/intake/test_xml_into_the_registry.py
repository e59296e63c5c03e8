"""XML through the child process and into PostgreSQL: every row accounted for, corrections without counts, repeats without
effect, and a batch taken back whole."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from zhice.accounts.acting import SYSTEM, acting_as
from zhice.intake import pipeline
from zhice.intake.models import Batch
from zhice.intake.refusals import Refused
from zhice.registry.models import ForeignPublication, Patent, PatentSpell, Publication

DAY = date(2026, 11, 25)
NAMED = 'xmlns:business="http://www.sipo.gov.cn/XMLSchema/business" xmlns:base="http://www.sipo.gov.cn/XMLSchema/base"'
DOCTYPE = (
    '<!DOCTYPE business:PatentDocumentAndRelated SYSTEM "/DTDS/ExternalStandards/ipphdb-entities.dtd"[]>'
)

pytestmark = pytest.mark.django_db


def document(number: str = "110083831", kind: str = "A", day: str = "20190802", **said: str) -> str:
    """One document as the national office writes it."""
    name, address = said.get("name", "济源示例机械有限公司"), said.get("address", "454650 河南省济源市虎岭")
    text, claim = said.get("abstract", "一种装置。"), said.get("claim", "1.一种装置。")
    return f"""<?xml version="1.0" encoding="utf-8" standalone="no"?>
{DOCTYPE}
<business:PatentDocumentAndRelated {NAMED} lang="zh" country="CN" docNumber="{number}" kind="{kind}">
<business:BibliographicData>
<business:PublicationReference dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
<base:DocNumber>{number}</base:DocNumber><base:Kind>{kind}</base:Kind><base:Date>{day}</base:Date></base:DocumentID>
</business:PublicationReference>
<business:ApplicationReference dataFormat="original"><base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
<base:DocNumber>201910302430.1</base:DocNumber><base:Date>20190416</base:Date></base:DocumentID>
</business:ApplicationReference>
<business:ClassificationIPCRDetails><business:ClassificationIPCR sequence="1"><base:Text>G06F   17/27    (2006.01)
</base:Text></business:ClassificationIPCR></business:ClassificationIPCRDetails>
<business:InventionTitle lang="zh">一种装置</business:InventionTitle>
<business:Parties><business:ApplicantDetails><business:Applicant sequence="1" dataFormat="original">
<base:AddressBook lang="zh"><base:Name>{name}</base:Name><base:Address><base:Text>{address}</base:Text></base:Address>
</base:AddressBook></business:Applicant></business:ApplicantDetails></business:Parties>
</business:BibliographicData>
<business:Abstract><base:Paragraphs num="0001">{text}</base:Paragraphs></business:Abstract>
<business:Claims><business:Claim><business:ClaimText>{claim}</business:ClaimText></business:Claim></business:Claims>
</business:PatentDocumentAndRelated>
"""


@pytest.fixture
def take_in(tmp_path: Path) -> Callable[..., Batch]:
    def take_in(content: str | bytes | Path, format: str, name: str = "file.xml") -> Batch:
        file = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        with acting_as(SYSTEM):
            staged = pipeline.stage(file=file, name=name, format=format)
            shown = pipeline.preview(staged=staged, day=DAY)
            batch = pipeline.confirm(staged=staged, day=DAY)
        counts = (batch.stored, batch.duplicate, batch.quarantined)
        assert batch.rows == sum(counts)
        assert counts == (shown.new, shown.duplicate, shown.quarantined)
        return batch

    return take_in


def state() -> list[Any]:
    """Everything that follows from the files, without the batches."""
    with acting_as(SYSTEM):
        patents = Patent.objects.order_by("document_number").values_list(
            "document_number",
            "published_date",
            "granted_date",
            "abstract",
            "claims",
            "classes",
            "family",
            "holders",
        )
        foreign = ForeignPublication.objects.order_by("publication_number", "source").values_list(
            "publication_number", "source", "family", "digest"
        )
        return [*patents, *foreign]


def test_a_document_becomes_a_patent_with_its_text(take_in: Callable[..., Batch]) -> None:
    batch = take_in(document(), "cnipa-xml")
    assert (batch.rows, batch.stored) == (1, 1)
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
    assert (patent.abstract, patent.claims, patent.classes) == ("一种装置。", "1.一种装置。", "G06F17/27")
    assert (patent.application_number, patent.holder_region_id) == ("201910302430.1", "419001")


def test_corrections_and_republications_never_count(take_in: Callable[..., Batch]) -> None:
    """Through the real sink: one application, one grant, whatever is printed anew later."""
    take_in(document(), "cnipa-xml")
    take_in(document(kind="B", day="20210105"), "cnipa-xml")

    def counted() -> tuple[Any, ...]:
        with acting_as(SYSTEM):
            return (
                list(Patent.objects.values_list("filed_date", "published_date", "granted_date")),
                PatentSpell.objects.values_list("from_date", "to_date").count(),
            )

    before = counted()
    assert before == ([(date(2019, 4, 16), date(2019, 8, 2), date(2021, 1, 5))], 1)
    for place, kind in enumerate(("A8", "A9", "B8", "B9", "C1", "C2", "C7")):
        batch = take_in(document(kind=kind, day=f"2022030{place + 1}", claim=f"1.更正{place}。"), "cnipa-xml")
        assert batch.stored == 1
        assert counted() == before, kind
    with acting_as(SYSTEM):
        assert Publication.objects.count() == 9
        assert Publication.objects.filter(stage="granted").count() == 1


def test_an_archive_of_documents_once_twice_and_in_pieces(
    take_in: Callable[..., Batch], tmp_path: Path
) -> None:
    documents = [
        document(str(110083831 + n), claim=f"1.装置{n}。").replace("201910302430.1", "") for n in range(6)
    ]
    whole = zipped(tmp_path / "a.zip", documents)
    assert take_in(whole, "cnipa-xml", "a.zip").stored == 6
    told = state()
    assert take_in(whole, "cnipa-xml", "a.zip").duplicate == 6
    shuffled = random.Random(1).sample(documents, 6)
    assert take_in("".join(shuffled), "cnipa-xml").duplicate == 6
    assert state() == told


def zipped(path: Path, documents: list[str]) -> Path:
    with zipfile.ZipFile(path, "w") as made:
        for place, content in enumerate(documents):
            made.writestr(f"{place}/{place}.XML", content)
            made.writestr(f"{place}/{place}.TIF", b"II*\0")
    return path


def test_a_bad_document_waits_and_the_good_ones_are_stored(
    take_in: Callable[..., Batch], tmp_path: Path
) -> None:
    bad = [document(day="20190231"), document("110083832", kind="U"), document("110083833", name="")]
    batch = take_in(zipped(tmp_path / "a.zip", [*bad, document("110083834")]), "cnipa-xml", "a.zip")
    assert (batch.rows, batch.stored, batch.quarantined) == (4, 1, 3)
    with acting_as(SYSTEM):
        columns = sorted(p["column"] for r in batch.rejections.all() for p in r.problems)
    assert columns == ["applicants", "publication_number", "publication_number"]


def test_an_e_filing_package_finds_its_patent(take_in: Callable[..., Batch], tmp_path: Path) -> None:
    dtd = "/dtdandxsl/cn-application-body-20080416.dtd"
    body = f'<!DOCTYPE cn-application-body SYSTEM "{dtd}"><cn-application-body>{{}}</cn-application-body>'
    package = tmp_path / "p.zip"
    with zipfile.ZipFile(package, "w") as made:
        made.writestr(
            "2019103024301/1/a.xml",
            body.format('<cn-claims><claim num="1"><claim-text>原始；权项</claim-text></claim></cn-claims>'),
        )
        made.writestr(
            "2019103024301/2/b.xml", body.format("<cn-abstract><p>原始<br/>\n摘要</p></cn-abstract>")
        )
    assert take_in(package, "cnipa-efiling", "p.zip").quarantined == 1
    take_in(document(abstract="", claim=""), "cnipa-xml")
    assert take_in(package, "cnipa-efiling", "p.zip").stored == 1
    assert take_in(package, "cnipa-efiling", "p.zip").duplicate == 1
    with acting_as(SYSTEM):
        patent = Patent.objects.get()
        assert (patent.abstract, patent.claims) == ("原始摘要", "1. 原始；权项")
        assert (patent.published_date, patent.holders) == (date(2019, 8, 2), "济源示例机械有限公司")


@pytest.mark.parametrize("seed", [1, 2])
def test_real_answers_in_any_order_and_twice(take_in: Callable[..., Batch], shared: Path, seed: int) -> None:
    ops = shared / "data/peers/patent_client/patent_client/_async/epo/ops"
    uspto = shared / "data/peers/uspto_ppd/PatentDocument/resources/samples"
    if not ops.is_dir():
        pytest.skip("real records: ../shared/data/peers is not here")
    files = [
        (ops / "family/fixtures/family_input.xml", "epo-exchange", 6),
        (ops / "published/test/full_cycle_example.xml", "epo-exchange", 2),
    ]
    files += [
        (ops / "published/test/claims_example.xml", "epo-exchange", 1),
        (uspto / "xml2014/US08927118.xml", "uspto-grant", 1),
    ]
    files += [(uspto / "xmlApp2004/US20050004437A1.xml", "uspto-application", 1)]  # fmt: skip
    for file, format, rows in random.Random(seed).sample(files, len(files)):
        assert (take_in(file, format, file.name).stored, rows) == (rows, rows)
    told = state()
    assert len(told) == 11
    assert {family for _, _, family, _ in told if family.startswith("docdb")} == {"docdb-19768124"}
    for file, format, rows in files:
        assert take_in(file, format, file.name).duplicate == rows
    assert state() == told
    with acting_as(SYSTEM):
        assert not Patent.objects.exists()


def test_a_batch_of_families_is_taken_back(take_in: Callable[..., Batch]) -> None:
    take_in(document(), "cnipa-xml")
    batch = take_in(GRANT.format(number="08927118"), "uspto-grant")
    with acting_as(SYSTEM):
        assert Patent.objects.get().family == ForeignPublication.objects.get().family != ""
        assert pipeline.rollback(batch=batch, reason="试一试") == 1
        assert Patent.objects.get().family == ""


GRANT = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE us-patent-grant SYSTEM "us-patent-grant-v45-2014-04-03.dtd" [ ]>
<us-patent-grant><us-bibliographic-data-grant><publication-reference><document-id><country>US</country>
<doc-number>{number}</doc-number><kind>B2</kind><date>20210105</date></document-id></publication-reference>
<application-reference><document-id><country>US</country><doc-number>16349377</doc-number><date>20200112</date>
</document-id></application-reference><priority-claims><priority-claim sequence="01" kind="national"><country>CN</country>
<doc-number>201910302430.1</doc-number><date>20190416</date></priority-claim></priority-claims>
<invention-title>Device</invention-title></us-bibliographic-data-grant></us-patent-grant>
"""


def test_a_flow_of_documents_with_a_broken_one_is_refused_whole(take_in: Callable[..., Batch]) -> None:
    with pytest.raises(Refused):
        take_in(GRANT.format(number="1") + GRANT.format(number="2")[:-40], "uspto-grant")
    with acting_as(SYSTEM):
        assert not ForeignPublication.objects.exists()
