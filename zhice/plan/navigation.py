"""The plan's lines in the navigation."""

from django.utils.translation import gettext_lazy as _

from zhice.web.navigation import REPORTS, Entry

NAVIGATION = (
    Entry(_("战略总览"), "plan:overview", icon="chart", record="indicator", order=10),
    Entry(_("指标"), "plan:indicators", icon="list", record="indicator", order=20),
    Entry(_("区域对比"), "plan:compare", icon="chart", record="indicator", order=25),
    Entry(_("规划与任务"), "plan:plans", icon="tree", record="plan", order=30),
    Entry(_("报告与公文"), "plan:reports", icon="report", record="report", group=REPORTS, order=10),
)
