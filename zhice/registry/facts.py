"""What the registry publishes as facts: patents, spells in force, PCT applications, population, regions. SQL views follow these names."""

from zhice.kernel.words import Words
from zhice.measuring.facts import FactRelation, publish
from zhice.registry.certificates.facts import CERTIFICATE_SPELLS, CERTIFICATES
from zhice.registry.high_value.facts import GROUNDS

__all__ = [
    "CERTIFICATES",
    "CERTIFICATE_SPELLS",
    "GROUNDS",
    "PATENTS",
    "PATENT_SPELLS",
    "PCT_APPLICATIONS",
    "REGIONS",
    "RESIDENT_POPULATION",
]

RECORD = Words(zh="记录：种类与编号，如 patent:42", en="The record: kind and id, such as patent:42")
KIND = Words(
    zh="种类：INVENTION 发明、UTILITY_MODEL 实用新型、DESIGN 外观设计",
    en="Kind: INVENTION, UTILITY_MODEL or DESIGN",
)
TITLE = Words(zh="名称", en="Title")
DOCUMENT = Words(
    zh="公布（公告）号，不含种类代码，如 CN102889890",
    en="Publication number without kind code, such as CN102889890",
)
APPLICATION = Words(
    zh="申请号，如 201810053768.3；未知时为空",
    en="Application number, such as 201810053768.3; empty when unknown",
)
HOLDER = Words(zh="第一专利权人（申请人）的记录", en="Record of the first holder (applicant)")
HOLDER_NAME = Words(zh="第一专利权人（申请人）名称", en="Name of the first holder (applicant)")

PATENTS = publish(
    FactRelation(
        name="patents",
        published_by="zhice.registry",
        meaning=Words(
            zh="专利：每件一行，含其一生的日期与所在区域",
            en="Patents: one row each, with the dates of its life and where it belongs",
        ),
        regions=("filed_region", "granted_region", "holder_region"),
        columns={
            "record": ("string", RECORD),
            "document_number": ("string", DOCUMENT),
            "application_number": ("string?", APPLICATION),
            "kind": ("string", KIND),
            "title": ("string", TITLE),
            "filed_date": ("date?", Words(zh="申请日", en="Filing date")),
            "published_date": ("date?", Words(zh="公布日（发明）", en="Day of publication (inventions)")),
            "granted_date": ("date?", Words(zh="授权公告日", en="Day on which the grant was announced")),
            "lapsed_date": (
                "date?",
                Words(
                    zh="失效日：届满、未缴年费、放弃、无效",
                    en="Day on which it lapsed: term, fee, surrender, invalidation",
                ),
            ),
            "abnormal_date": (
                "date?",
                Words(zh="被认定为非正常申请之日", en="Day on which it was found to be an abnormal filing"),
            ),
            "filed_region": (
                "string?",
                Words(zh="申请时第一申请人所在区域代码", en="Region of the first applicant at filing"),
            ),
            "granted_region": (
                "string?",
                Words(zh="授权时第一专利权人所在区域代码", en="Region of the first patentee at grant"),
            ),
            "holder_region": (
                "string?",
                Words(zh="现第一专利权人所在区域代码", en="Region of the first holder today"),
            ),
            "holder": ("string?", HOLDER),
            "holder_name": ("string?", HOLDER_NAME),
            "ipc_subclass": (
                "string?",
                Words(zh="主分类号小类，如 G06F", en="Subclass of the main classification, such as G06F"),
            ),
            "agency": ("string?", Words(zh="代理机构名称", en="Name of the patent agency")),
            "filed_year": ("int64?", Words(zh="申请年", en="Year of filing")),
            "granted_year": ("int64?", Words(zh="授权公告年", en="Year of grant")),
            "classes": (
                "string?",
                Words(
                    zh="全部分类号，以“；”分隔，主分类在前",
                    en="All symbols of the IPC, the main one first, joined by ；",
                ),
            ),
            "family": (
                "string?",
                Words(
                    zh="同族的键，同一发明在各国的申请相同",
                    en="Key of the family: the same for one invention in all countries",
                ),
            ),
        },
    )
)

PATENT_SPELLS = publish(
    FactRelation(
        name="patent_spells",
        published_by="zhice.registry",
        meaning=Words(
            zh="有效期段：一件授权专利有效且第一专利权人位于同一区域的一段时间",
            en="Spells: a stretch in which a granted patent is in force and its first holder sits in one region",
        ),
        regions=("region",),
        columns={
            "record": ("string", RECORD),
            "document_number": ("string", DOCUMENT),
            "kind": ("string", KIND),
            "title": ("string", TITLE),
            "holder": ("string?", HOLDER),
            "holder_name": ("string?", HOLDER_NAME),
            "region": ("string", Words(zh="区域代码", en="Region code")),
            "start_date": ("date", Words(zh="该段第一日", en="First day of the spell")),
            "end_date": (
                "date?",
                Words(zh="该段之后一日；仍在继续时为空", en="Day after the spell; empty while it lasts"),
            ),
        },
    )
)

PATENT_FAMILIES = publish(
    FactRelation(
        name="patent_families",
        published_by="zhice.registry",
        meaning=Words(
            zh="同族：每件专利与其同族的每件境外公布文献各一行",
            en="Families: one row for each patent and each publication of its family by another office",
        ),
        columns={
            "record": ("string", RECORD),
            "family": (
                "string?",
                Words(zh="族的名称；手工登记的为空", en="Name of the family; empty where recorded by hand"),
            ),
            "country": (
                "string",
                Words(zh="公布国家或组织代码，如 US、EP、WO", en="Office, such as US, EP, WO"),
            ),
            "publication_number": (
                "string",
                Words(zh="境外公布号，如 US8926509B2", en="Publication number abroad, such as US8926509B2"),
            ),
            "publication_date": ("date?", Words(zh="境外公布日", en="Day of that publication")),
        },
    )
)

PCT_APPLICATIONS = publish(
    FactRelation(
        name="pct_applications",
        published_by="zhice.registry",
        meaning=Words(zh="PCT 国际申请", en="PCT applications"),
        regions=("region",),
        columns={
            "record": ("string", RECORD),
            "application_number": ("string", Words(zh="国际申请号", en="International application number")),
            "title": ("string", TITLE),
            "filed_date": ("date", Words(zh="国际申请日", en="International filing date")),
            "region": ("string", Words(zh="第一申请人所在区域代码", en="Region of the first applicant")),
            "applicant": ("string?", HOLDER),
            "applicant_name": ("string?", HOLDER_NAME),
        },
    )
)

RESIDENT_POPULATION = publish(
    FactRelation(
        name="resident_population",
        published_by="zhice.registry",
        meaning=Words(
            zh="年末常住人口：每区域每年每次公布一行",
            en="Resident population at year-end: one row for each region, year and publication",
        ),
        regions=("region",),
        columns={
            "record": ("string", RECORD),
            "region": ("string", Words(zh="区域代码", en="Region code")),
            "year": ("int64", Words(zh="年（年末数）", en="Year, at whose end")),
            "persons": ("int64", Words(zh="人数", en="Persons")),
            "status": (
                "string",
                Words(
                    zh="preliminary 初步、revised 修订、final 最终、superseded 已被取代",
                    en="preliminary, revised, final or superseded",
                ),
            ),
            "published_date": ("date", Words(zh="公布日", en="Day of publication")),
            "source": ("string", Words(zh="来源", en="Source")),
        },
    )
)

REGIONS = publish(
    FactRelation(
        name="regions",
        published_by="zhice.registry",
        meaning=Words(zh="行政区域", en="Administrative regions"),
        columns={
            "code": ("string", Words(zh="现行六位代码", en="Six-digit code of today")),
            "name": ("string", Words(zh="名称", en="Name")),
            "level": (
                "string",
                Words(zh="province 省级、prefecture 市级、county 县级", en="province, prefecture or county"),
            ),
            "parent": ("string?", Words(zh="上级区域代码", en="Code of the region above")),
        },
    )
)

_OFFICE = Words(zh="注册机构代码，中国为 CN", en="Code of the office, CN for China")
_NUMBER = Words(zh="申请/注册号", en="Number of application and registration")
_CLASS = Words(zh="国际分类，1 至 45", en="Nice class, 1 to 45")
_MARK_KIND = Words(
    zh="种类：ordinary 普通、collective 集体、certification 证明",
    en="Kind: ordinary, collective or certification",
)
_MARK = Words(zh="商标名称", en="The mark")
_START = Words(zh="该段第一日", en="First day of the spell")
_END = Words(zh="该段之后一日；仍在继续时为空", en="Day after the spell; empty while it lasts")
_REGION = Words(zh="区域代码", en="Region code")

TRADEMARKS = publish(
    FactRelation(
        name="trademarks",
        published_by="zhice.registry",
        meaning=Words(zh="商标：每件商标每个类别一行", en="Trademarks: one row for each mark and class"),
        regions=("filed_region", "registered_region", "holder_region"),
        columns={
            "record": ("string", RECORD),
            "office": ("string", _OFFICE),
            "number": ("string", _NUMBER),
            "nice_class": ("int64", _CLASS),
            "kind": ("string", _MARK_KIND),
            "name": ("string", _MARK),
            "filed_date": ("date?", Words(zh="申请日", en="Filing date")),
            "published_date": ("date?", Words(zh="初步审定公告日", en="Day of preliminary publication")),
            "registered_date": ("date?", Words(zh="注册日", en="Day of registration")),
            "expiry_date": ("date?", Words(zh="现专用期限的最后一日", en="Last day of the present term")),
            "ended_date": (
                "date?",
                Words(zh="注销、撤销或无效之日", en="Day of cancellation, revocation or invalidation"),
            ),
            "filed_region": (
                "string?",
                Words(zh="申请时所在区域代码", en="Region of the applicant at filing"),
            ),
            "registered_region": (
                "string?",
                Words(zh="注册时所在区域代码", en="Region of the holder at registration"),
            ),
            "holder_region": ("string?", Words(zh="现所在区域代码", en="Region of the holder today")),
            "holder": ("string?", Words(zh="现注册人的记录", en="Record of the present holder")),
            "holder_name": ("string?", Words(zh="现注册人名称", en="Name of the present holder")),
            "filed_year": ("int64?", Words(zh="申请年", en="Year of filing")),
            "registered_year": ("int64?", Words(zh="注册年", en="Year of registration")),
        },
    )
)

TRADEMARK_SPELLS = publish(
    FactRelation(
        name="trademark_spells",
        published_by="zhice.registry",
        meaning=Words(
            zh="商标有效期段：一件注册商标在一个类别上有效且注册人位于同一区域的一段时间",
            en="Spells of marks: a stretch in which a registration in one class is in force and its holder sits in one region",
        ),
        regions=("region",),
        columns={
            "record": ("string", RECORD),
            "office": ("string", _OFFICE),
            "number": ("string", _NUMBER),
            "nice_class": ("int64", _CLASS),
            "kind": ("string", _MARK_KIND),
            "name": ("string", _MARK),
            "holder": ("string?", Words(zh="注册人的记录", en="Record of the holder")),
            "holder_name": ("string?", Words(zh="注册人名称", en="Name of the holder")),
            "region": ("string", _REGION),
            "start_date": ("date", _START),
            "end_date": ("date?", _END),
        },
    )
)

WELL_KNOWN_RECOGNITIONS = publish(
    FactRelation(
        name="well_known_recognitions",
        published_by="zhice.registry",
        meaning=Words(
            zh="驰名认定：每案每商标一行；是案件中的事实，不是称号",
            en="Findings that a mark was well known: one row for each case and mark; facts of a case, no titles",
        ),
        regions=("region",),
        columns={
            "record": ("string", RECORD),
            "mark": ("string", _MARK),
            "organ": ("string", Words(zh="认定机关", en="Who found it")),
            "setting": (
                "string",
                Words(
                    zh="场合：examination 注册审查、enforcement 查处违法、dispute 争议处理、court 审理",
                    en="Setting: examination, enforcement, dispute or court",
                ),
            ),
            "case_number": ("string", Words(zh="案号", en="Case number")),
            "recognised_date": ("date", Words(zh="认定日期", en="Day of the finding")),
            "goods": ("string", Words(zh="所涉商品或服务", en="Goods or services concerned")),
            "region": ("string", Words(zh="认定时所在区域代码", en="Region of the holder on that day")),
            "holder": ("string?", Words(zh="商标持有人的记录", en="Record of the holder")),
            "holder_name": ("string?", Words(zh="商标持有人名称", en="Name of the holder")),
        },
    )
)

GEOGRAPHICAL_INDICATIONS = publish(
    FactRelation(
        name="geographical_indications",
        published_by="zhice.registry",
        meaning=Words(
            zh="地理标志：每项认定或注册一行",
            en="Geographical indications: one row for each recognition or registration",
        ),
        regions=("region",),
        columns={
            "record": ("string", RECORD),
            "name": ("string", Words(zh="地理标志名称", en="The indication")),
            "kind": (
                "string",
                Words(
                    zh="类别：product 保护产品、collective_mark 集体商标、certification_mark 证明商标、agricultural 农产品",
                    en="Kind: product, collective_mark, certification_mark or agricultural",
                ),
            ),
            "document": (
                "string",
                Words(zh="公告号或登记证号", en="Number of the announcement or certificate"),
            ),
            "region": ("string", _REGION),
            "holder": ("string?", Words(zh="持有单位的记录", en="Record of the holding organisation")),
            "holder_name": ("string?", Words(zh="持有单位名称", en="Name of the holding organisation")),
            "start_date": ("date", Words(zh="认定（注册）日期", en="Day of recognition or registration")),
            "end_date": (
                "date?",
                Words(zh="撤销或注销之日；有效时为空", en="Day on which it ended; empty while it holds"),
            ),
        },
    )
)

GI_USERS = publish(
    FactRelation(
        name="gi_users",
        published_by="zhice.registry",
        meaning=Words(
            zh="用标企业：每次核准一行",
            en="Firms authorised to use an indication: one row for each authorisation",
        ),
        regions=("region",),
        columns={
            "record": ("string", RECORD),
            "indication": ("string", Words(zh="地理标志的记录", en="Record of the indication")),
            "indication_name": ("string", Words(zh="地理标志名称", en="The indication")),
            "firm": ("string", Words(zh="企业的记录", en="Record of the firm")),
            "firm_name": ("string?", Words(zh="企业名称", en="Name of the firm")),
            "region": ("string", _REGION),
            "start_date": ("date", Words(zh="核准公告日", en="Day of the announcement")),
            "end_date": (
                "date?",
                Words(zh="停用日；仍可使用时为空", en="First day without the right; empty while it lasts"),
            ),
        },
    )
)
