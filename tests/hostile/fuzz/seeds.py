"""What the mutations start from: the hostile files themselves, the good ones they were made from, and every input that has
once broken a parser (`found/NAME/`, in base64).
"""

from __future__ import annotations

import base64
import tempfile
from functools import cache
from pathlib import Path

from tests.hostile import builders, seed_files
from tests.hostile.fuzz import targets
from tests.hostile.test_xml_formats import SAMPLES

_FOUND = Path(__file__).parent / "found"
TEXTS = {
    "patent-numbers": ("ZL201080063196.9", "2018305140799", "PCT/CN2019/070001", "WO2019/123456A1", "85100001.1"),
    "publication-numbers": ("CN209104671U", "CN85100001B", "US8927118B2", "EP1000000A1", "ＣＮ 102905253 B"),
    "credit-codes": ("91419001MA40X2YF91", "110108000000016", "９１４１９００１ＭＡ４０Ｘ２ＹＦ９１"),
    "identity-numbers": ("11010519491231002X", "110105491231002", "联系人张三，身份证 110105 19491231 002x，电话"),
    "other-identifiers": ("1234567", "G1234567A", "H04W 8/26", "第9类", "0901", "419001"),
    "days-and-amounts": ("二〇二二年三月一日", "2022-03-01", "3亿5千万元", "1.2万~1.5万", "20%", "人民币１，５００元整"),
    "plan": (
        "到2022年，万人有效发明专利拥有量不低于10件，质押融资额＞80万元，建成示范园区2-3个。",
        "序号 指标 2020年 2022年\n1 专利申请量（件） 1200 >1500\n注：预期性",
        "（二）工作目标\n1.专利质押融资额年均增长20%以上，责任单位：市市场监管局、市科技局。\n“十四五”期间累计培育30家",
    ),
    "questions": ('换热器 AND (ipc:F28B OR 地区:济源) -"冷 凝" huanreqi 2018305140799', "或 或 (（", '名称:"', "非 -x"),
    "concordances": ("H01M10/*（不含H01M10/06、H01M10/08*）；G06F3/00*", "锂电池；固态电池且正极", "G06F3/01 A01B7/00"),
    "names": ("济源市甲机械（集团）有限公司\0济源甲机械有限责任公司", "第一化工厂\0第二化工厂", "濟源國泰\0济源囯泰公司"),
    "addresses": ("454650河南省焦作市济源市黄河大道", "广西壮族自治区南宁市横县", "日本东京都", "中国(河南)自由贸易试验区"),
}  # fmt: skip


def write(name: str, folder: Path, *, longest: int) -> int:
    """The seeds of one harness as files in `folder`, none longer than `longest` bytes; how many."""
    seeds = [
        *_of(name),
        *(base64.b64decode(path.read_bytes()) for path in sorted((_FOUND / name).glob("*.txt"))),
    ]
    fitting = [seed for seed in seeds if len(seed) <= longest]
    for number, seed in enumerate(fitting):
        (folder / f"{number:04}").write_bytes(seed)
    return len(fitting)


def _of(name: str) -> list[bytes]:
    if name in TEXTS:
        return [text.encode() for text in TEXTS[name]]
    if name == "rows":
        return [bytes([n]) + seed for n, each in enumerate(sorted(targets.FORMATS)) for seed in _rows(each)]
    if name.startswith("row-"):
        return _rows(name.removeprefix("row-"))
    if name in ("xml", "archive"):
        return _documents(name)
    return [content for file, content in hostile() if file.endswith(f".{name}")]


def _rows(format: str) -> list[bytes]:
    """The example of every column, and the good row where the columns are those of a gazette."""
    columns = targets.FORMATS[format].columns
    return ["\0".join(column.example or builders.ROWS[0][0] for column in columns).encode(),
            "\0".join(builders.ROWS[0]).encode()]  # fmt: skip


def _documents(name: str) -> list[bytes]:
    """Each format's document, with the byte that chooses the format before it; and the hostile files."""
    formats = sorted(targets.XML)
    of_formats = [bytes([formats.index(s.format.name)]) + s.document().encode() for s in SAMPLES]
    if name == "xml":
        return [*of_formats, *(b"\0" + content for file, content in hostile() if file.endswith(".xml"))]
    return [b"\0" + content for file, content in hostile() if file.endswith(".xlsx")]


@cache
def hostile() -> list[tuple[str, bytes]]:
    with tempfile.TemporaryDirectory() as folder:
        return [(path.name, path.read_bytes()) for path in seed_files.write(Path(folder))]
