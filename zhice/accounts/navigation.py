"""The rooms of this floor in the left navigation; users, units and roles stand there as registers."""

from django.utils.translation import gettext_lazy as _

from zhice.web.navigation import SYSTEM, Entry

NAVIGATION = (
    Entry(_("日志"), "journal", icon="list", record="journal", verb="verify", group=SYSTEM, order=930),
)
