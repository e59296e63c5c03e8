"""What certificates publish as facts."""

from zhice.kernel.words import Words
from zhice.measuring.facts import FactRelation, publish

_RECORD = Words(zh="证书的记录，如 certificate:42", en="The certificate's record, such as certificate:42")
_FIRM = Words(zh="获证企业的记录", en="Record of the certified firm")
_FIRM_NAME = Words(zh="获证企业名称", en="Name of the certified firm")
_CERTIFICATE = Words(zh="证书编号", en="Certificate number")
_EDITION = Words(zh="GB/T 29490 的年号：2013 或 2023", en="Year of GB/T 29490: 2013 or 2023")

CERTIFICATES = publish(
    FactRelation(
        name="certificates",
        published_by="zhice.registry",
        meaning=Words(zh="贯标证书：每张一行", en="Certificates of the IP management standard: one row each"),
        regions=("region",),
        columns={
            "record": ("string", _RECORD),
            "number": ("string", _CERTIFICATE),
            "edition": (
                "string",
                Words(zh="发证时的版本：2013 或 2023", en="Edition at the issue: 2013 or 2023"),
            ),
            "body": ("string", Words(zh="认证机构", en="Certification body")),
            "issued_date": ("date", Words(zh="发证日期", en="Day of issue")),
            "valid_until": ("date", Words(zh="证书上写的最后一日", en="Last day that the certificate names")),
            "region": ("string", Words(zh="发证时所在区域代码", en="Region of the firm at the issue")),
            "party": ("string?", _FIRM),
            "party_name": ("string?", _FIRM_NAME),
        },
    )
)

CERTIFICATE_SPELLS = publish(
    FactRelation(
        name="certificate_spells",
        published_by="zhice.registry",
        meaning=Words(
            zh="证书有效期段：一张贯标证书在同一版本下持续有效的一段时间",
            en="Spells of certificates: a stretch in which one is valid under one edition",
        ),
        regions=("region",),
        columns={
            "record": ("string", _RECORD),
            "number": ("string", _CERTIFICATE),
            "edition": ("string", _EDITION),
            "region": ("string", Words(zh="发证时所在区域代码", en="Region of the firm at the issue")),
            "party": ("string?", _FIRM),
            "party_name": ("string?", _FIRM_NAME),
            "start_date": ("date", Words(zh="该段第一日", en="First day of the spell")),
            "end_date": ("date", Words(zh="该段之后一日", en="Day after the spell")),
        },
    )
)
