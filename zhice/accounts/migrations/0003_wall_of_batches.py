"""The wall of the intake's batches, which lie below this floor: one's own imports, or all."""

from django.db import migrations

from zhice.accounts.row_security import RowSecurity


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_walls"), ("intake", "0001_initial")]

    operations = [
        RowSecurity("intake_batch", record="batch", own="actor = 'user:' || zhice_user()"),
        RowSecurity("intake_rejection", record="batch", parent=("batch_id", "intake_batch")),
    ]
