"""An index that finds the last event which may have moved a figure, however long the journal grows."""

from django.db import migrations

MOVES = "action not like 'accounts.%' and action not like 'journal.%' and action not like '%.read' and action not like '%.export'"


class Migration(migrations.Migration):
    dependencies = [("plan", "0002_row_security"), ("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(
            f"create index plan_moves_figures on journal_event (seq) where {MOVES.replace('%', '%%')}",
            "drop index plan_moves_figures",
        ),
    ]
