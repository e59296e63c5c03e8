"""The registry's lines in the navigation beyond its registers."""

from django.utils.translation import gettext_lazy as _

from zhice.web.navigation import REGISTERS, Entry

NAVIGATION = (
    Entry(_("我的权利与应缴"), "registry:my-rights", icon="clock", record="annual_fee", verb="mine", order=1),
    Entry(
        _("年费与续展"),
        "registry:fees",
        icon="clock",
        record="annual_fee",
        verb="oversee",
        group=REGISTERS,
        order=45,
    ),
)
