"""Every way in for the registry's records, and where its rows go. A format is declared beside the records it fills."""

from __future__ import annotations

from collections.abc import Callable

from zhice.intake.format import FORMATS, Format
from zhice.intake.sinks import SINKS, Sink
from zhice.registry.certificates.formats.certificates_table import CERTIFICATES_TABLE
from zhice.registry.certificates.sink import CertificateSink
from zhice.registry.classes.formats.concordances import CONCORDANCE_TABLE, INDUSTRY_2018, STRATEGIC_2021
from zhice.registry.classes.formats.industries import INDUSTRIES
from zhice.registry.classes.formats.ipc_titles import IPC_TITLES
from zhice.registry.classes.sinks import ConcordanceSink, IndustrySink, TitleSink
from zhice.registry.rights.families.sink import ForeignPublicationSink
from zhice.registry.rights.patents.formats.cnipa_efiling import CNIPA_EFILING
from zhice.registry.rights.patents.formats.cnipa_gazette import GAZETTE
from zhice.registry.rights.patents.formats.cnipa_xml import CNIPA_XML
from zhice.registry.rights.patents.formats.cnki_workbook import CNKI_WORKBOOK
from zhice.registry.rights.patents.formats.epo_exchange import EPO_EXCHANGE
from zhice.registry.rights.patents.formats.google_patents_csv import GOOGLE_PATENTS_CSV
from zhice.registry.rights.patents.formats.legal_events import LEGAL_EVENTS
from zhice.registry.rights.patents.formats.lens_csv import LENS_CSV
from zhice.registry.rights.patents.formats.patents_table import PATENTS_TABLE
from zhice.registry.rights.patents.formats.uspto_application import USPTO_APPLICATION
from zhice.registry.rights.patents.formats.uspto_grant import USPTO_GRANT
from zhice.registry.rights.patents.formats.vendor_workbook import VENDOR_WORKBOOK
from zhice.registry.rights.patents.sink import LegalEventSink, PatentSink
from zhice.registry.rights.patents.texts import ApplicationTextSink
from zhice.registry.rights.patents.vendor_sink import VendorSink
from zhice.registry.rights.trademarks.formats.st66_marks import ST66_MARKS
from zhice.registry.rights.trademarks.formats.trademark_events import TRADEMARK_EVENTS
from zhice.registry.rights.trademarks.formats.trademarks_table import TRADEMARKS_TABLE
from zhice.registry.rights.trademarks.formats.uspto_daily import USPTO_TRADEMARKS
from zhice.registry.rights.trademarks.sink import TrademarkEventSink, TrademarkSink

WAYS_IN: dict[Callable[[], Sink], tuple[Format, ...]] = {
    PatentSink: (GAZETTE, PATENTS_TABLE, CNIPA_XML),
    VendorSink: (LENS_CSV, GOOGLE_PATENTS_CSV, CNKI_WORKBOOK, VENDOR_WORKBOOK),
    LegalEventSink: (LEGAL_EVENTS,),
    ApplicationTextSink: (CNIPA_EFILING,),
    ForeignPublicationSink: (EPO_EXCHANGE, USPTO_GRANT, USPTO_APPLICATION),
    TrademarkSink: (TRADEMARKS_TABLE, USPTO_TRADEMARKS, ST66_MARKS),
    TrademarkEventSink: (TRADEMARK_EVENTS,),
    CertificateSink: (CERTIFICATES_TABLE,),
    IndustrySink: (INDUSTRIES,),
    TitleSink: (IPC_TITLES,),
    ConcordanceSink: (STRATEGIC_2021, INDUSTRY_2018, CONCORDANCE_TABLE),
}


def add_all() -> None:
    """Make them known to intake; done once, when the app is ready."""
    for sink, formats in WAYS_IN.items():
        for format in formats:
            SINKS.add(FORMATS.add(format).name, sink)
