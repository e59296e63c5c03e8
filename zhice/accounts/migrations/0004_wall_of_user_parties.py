"""Everybody may read for whom somebody acts (it is asked before anyone has a scope); only who keeps accounts may write it."""

from django.db import migrations

from zhice.accounts.row_security import RowSecurity


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_wall_of_batches")]

    operations = [RowSecurity("accounts_userparty", record="user", open_reading=True)]
