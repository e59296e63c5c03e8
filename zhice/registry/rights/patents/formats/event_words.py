"""What the gazette, the register and the vendors call a legal event → our kind of it; what nobody listed stays unknown.

The words are those of the legal status notices (专利公报·事务公告) and the vendors' short forms of them, known from use.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from zhice.kernel.text import clean
from zhice.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Unknown:
    """An event that is not recorded, and why."""

    code: str
    reason: Words


_WORDS: dict[str, str] = {
    "filed": "申请 专利申请 受理",
    "published": "公布 公开 发明专利申请公布 申请公布",
    "granted": "授权 授权公告 专利权授予 授予专利权 专利权的授予",
    "fee_lapse": "未缴年费专利权终止 未缴年费终止 未缴年费 因费用终止 专利权因未缴年费终止 未缴纳年费专利权终止",
    "expired": "专利权有效期届满 有效期届满 期限届满 期限届满终止 专利权期限届满 专利权期限届满终止 专利权有效期届满终止",
    "abandoned": "避免重复授权放弃 避免重复授权放弃专利权 避免重复授予专利权 避免重授放弃 专利权的主动放弃 "
    "主动放弃专利权 主动放弃 放弃专利权 专利权的视为放弃 视为放弃专利权 专利权的放弃 放弃",
    "invalidated": "全部无效 专利权全部无效 专利权的全部无效 宣告专利权全部无效 无效宣告全部无效 宣告无效",
    "transfer": "专利申请权、专利权的转移 专利权的转移 专利申请权的转移 专利申请权转移 专利权转移 权利转移 转让 "
    "专利权转让 权利的转移",
    "address_change": "著录事项变更 专利权人的姓名或者名称、地址的变更 专利权人姓名或者名称、地址的变更 "
    "申请人或者专利权人的姓名或者名称、地址的变更 地址变更 专利权人地址变更 著录项目变更",
    "licence": "专利实施许可合同备案的生效 专利实施许可合同备案 实施许可合同备案 专利实施许可合同的备案 许可备案 许可 "
    "专利实施的许可",
    "licence_ended": "专利实施许可合同备案的注销 实施许可合同备案注销 专利实施许可合同备案注销 许可备案注销 许可注销",
    "pledge": "专利权质押合同登记的生效 专利权质押合同登记 专利权质押登记的生效 质押登记 专利权的质押 专利权质押 质押",
    "pledge_released": "专利权质押合同登记的注销 专利权质押登记的注销 质押登记注销 质押注销 质押解除 解除质押",
    "restored": "恢复 权利恢复 专利权的恢复 权利的恢复 专利申请权、专利权的恢复 专利权恢复",
    "withdrawn": "撤回 视为撤回 发明专利申请公布后的撤回 发明专利申请公布后的视为撤回 申请撤回 公布后撤回 公布后视为撤回 "
    "主动撤回",
    "correction": "更正 发明专利更正 实用新型专利更正 外观设计专利更正 专利权的更正",
    "fee_paid": "缴纳年费 年费缴纳 已缴年费 缴费",
    "found_abnormal": "认定非正常 认定非正常申请 非正常专利申请",
}
_ENDED = "专利权的终止 专利权终止 终止 权利终止"
_CAUSES = (("未缴", "fee_lapse"), ("费用", "fee_lapse"), ("届满", "expired"), ("放弃", "abandoned"))
_VOID = "无效宣告 专利权的无效宣告 专利权无效宣告 专利权的无效 无效"
_PARTLY = "部分无效 专利权部分无效 专利权的部分无效 宣告专利权部分无效"
_WITHOUT_EFFECT = (
    "实质审查的生效 实质审查请求的生效 进入实质审查 驳回 发明专利申请公布后的驳回 专利实施许可合同备案的变更 "
    "专利权质押合同登记的变更 专利权的保全 专利权的中止 保全 中止 文件的公告送达 通知书的公告送达"
)


def _plain(words: str) -> str:
    """Compared without spaces, width and the marks between words.

    >>> _plain("专利申请权、专利权的转移") == _plain(" 专利申请权,专利权的转移")
    True
    """
    return re.sub(r"[\s、,，.。;；:：()\[\]\"'·/]", "", clean(words)[0])


_KINDS = {_plain(word): kind for kind, words in _WORDS.items() for word in words.split()}
_ENDS = {_plain(word) for word in _ENDED.split()}
_VOIDS = {_plain(word) for word in _VOID.split()}
_PARTS = {_plain(word) for word in _PARTLY.split()}
_NO_EFFECT = {_plain(word) for word in _WITHOUT_EFFECT.split()}


def known_words() -> dict[str, str]:
    """Every word → its kind, for the tests."""
    return dict(_KINDS)


def kind_of_event(words: str, detail: str = "") -> str | Unknown:
    """The kind of event that `words` name; where they leave the cause open, `detail` may tell it.

    >>> kind_of_event("专利权的终止", "未缴年费专利权终止"), kind_of_event("专利权的终止").code
    ('fee_lapse', 'event_without_cause')
    """
    head, _, tail = words.replace("：", ":").partition("/")
    for part in (words, *((head, tail) if tail else ())):
        if kind := _KINDS.get(_plain(part)):
            return kind
    plain, said = _plain(head), f"{tail}{detail}"
    if plain in _ENDS:
        return next((kind for sign, kind in _CAUSES if sign in said), _without_cause(words))
    if plain in _VOIDS:
        whole = "全部无效" in said and "部分无效" not in said.replace("全部无效", "")
        return "invalidated" if whole else _no_effect(words) if "部分无效" in said else _without_cause(words)
    if plain in _PARTS or plain in _NO_EFFECT:
        return _no_effect(words)
    shown = words.strip()[:60]
    return Unknown(
        "unknown_event",
        Words(
            zh=f"不认得法律事件“{shown}”，请改用公报的说法，或告知管理员补充。",
            en=f"“{shown}” is no legal event we know; use the gazette's words.",
        ),
    )


def _without_cause(words: str) -> Unknown:
    shown = words.strip()[:60]
    return Unknown(
        "event_without_cause",
        Words(
            zh=f"“{shown}”没有写明原因（如未缴年费、期限届满、全部无效），请在“说明”栏补充。",
            en=f"“{shown}” leaves the cause open (fee unpaid, expired, wholly invalid): say it in the detail.",
        ),
    )


def _no_effect(words: str) -> Unknown:
    shown = words.strip()[:60]
    return Unknown(
        "event_not_kept",
        Words(
            zh=f"“{shown}”不改变权利的归属和效力，本系统不登记，可忽略。",
            en=f"“{shown}” changes neither holder nor force of the right and is not recorded; ignore it.",
        ),
    )
