"""What the registry publishes of high value: grounds with their documents, and members of families abroad."""

from zhice.kernel.words import Words
from zhice.measuring.facts import FactRelation, publish

RECORD = Words(zh="专利的记录，如 patent:42", en="Record of the patent, such as patent:42")

GROUNDS = publish(
    FactRelation(
        name="high_value_grounds",
        published_by="zhice.registry",
        meaning=Words(
            zh="高价值依据：对照表的结论、质押、奖项，每件专利每个依据一行",
            en="Grounds of high value: findings of a concordance, pledges, awards; one row for each patent and ground",
        ),
        columns={
            "record": ("string", RECORD),
            "ground": ("string", Words(zh="strategic 战略性新兴产业、pledge 质押、award 奖项", en="strategic, pledge or award")),
            "verdict": (
                "string",
                Words(
                    zh="hit 计入（命中或人工确认）、candidate 待核、refused 人工确认不属于",
                    en="hit (by the table or confirmed), candidate, or refused by a person",
                ),
            ),
            "start_date": ("date", Words(zh="对照表起用日、质押登记日、授奖日", en="Day of the table, pledge or award")),
            "end_date": ("date?", Words(zh="对照表停用日；其他为空", en="Day on which the table was replaced; else empty")),
            "amount": ("decimal(18, 2)?", Words(zh="质押融资金额（元）", en="Amount of the pledge in CNY")),
            "evidence": ("string", Words(zh="依据：规则与分类号，或文件", en="Rule and symbol, or the document")),
        },
    )
)  # fmt: skip
