"""The registry's lines in the navigation beyond its registers."""

from django.utils.translation import gettext_lazy as _

from zhice.web.navigation import REGISTERS, Entry

NAVIGATION = (
    Entry(
        _("高价值发明专利"),
        "registry:high-value",
        icon="creation",
        record="high_value",
        group=REGISTERS,
        order=17,
    ),
)
