"""The wall of rows; it speaks of tables, not of models."""

from django.db import migrations

from zhice.accounts.row_security import RowSecurity

OWN_PARTY = "id = any(zhice_parties())"
OF_PATENT = ("patent_id", "registry_patent")
OF_PARTY = ("party_id", "registry_party")


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        RowSecurity("registry_region", record="region", open_reading=True),
        RowSecurity("registry_regioncode", record="region", open_reading=True),
        RowSecurity("registry_residentpopulation", record="population"),
        RowSecurity("registry_party", record="party", own=OWN_PARTY),
        RowSecurity("registry_partyname", record="party", parent=OF_PARTY),
        RowSecurity("registry_partyseat", record="party", parent=OF_PARTY),
        RowSecurity("registry_patent", record="patent", own="first_holder_id = any(zhice_parties())"),
        RowSecurity("registry_publication", record="patent", parent=OF_PATENT),
        RowSecurity("registry_legalevent", record="patent", parent=OF_PATENT),
        RowSecurity("registry_patentholding", record="patent", parent=OF_PATENT),
        RowSecurity("registry_patentspell", record="patent", own="party_id = any(zhice_parties())"),
        RowSecurity("registry_pctapplication", record="pct", own="applicant_id = any(zhice_parties())"),
        RowSecurity("registry_regionevent", record="region"),
        RowSecurity("registry_residentpopulationevent", record="population"),
        RowSecurity("registry_partyevent", record="party", parent=("pgh_obj_id", "registry_party")),
        RowSecurity("registry_patentevent", record="patent", parent=("pgh_obj_id", "registry_patent")),
        RowSecurity("registry_pctapplicationevent", record="pct", parent=("pgh_obj_id", "registry_pctapplication")),
    ]
