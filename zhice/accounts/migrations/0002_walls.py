"""The walls of this floor, and of the journal below it.

Accounts, units and role grants are read before anybody is known (signing in, standing), hence open reading for grants and
no wall at all for accounts and units; who may list them is said by `visible_to()` alone.
"""

from django.db import migrations

from zhice.accounts.row_security import RowSecurity


class Migration(migrations.Migration):

    dependencies = [("accounts", "0001_initial"), ("journal", "0001_initial")]

    operations = [
        RowSecurity("accounts_rolegrant", record="role", open_reading=True),
        migrations.RunSQL(
            # not forced: the functions that append run with the owner's rights
            """
            alter table journal_event enable row level security;
            create policy zhice_read on journal_event for select using (
                (select zhice_scopes('journal') && array['all', 'masked'])
                or ((select 'own' = any(zhice_scopes('journal'))) and actor = 'user:' || zhice_user())
                or ((select 'assigned' = any(zhice_scopes('journal')))
                    and (actor = 'user:' || zhice_user() or action like 'accounts.%'))
            );
            create policy zhice_append on journal_event for insert with check (true);
            """,
            """
            drop policy zhice_read on journal_event;
            drop policy zhice_append on journal_event;
            alter table journal_event disable row level security;
            """,
        ),
    ]
