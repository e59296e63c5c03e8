"""Everybody sees their own views, forms and defaults, and the views that others share; nobody writes for another."""

from django.db import migrations

OWN = "user_id = (select zhice_user())"
TABLES = {
    "web_savedview": f"{OWN} or shared",
    "web_defaultview": OWN,
    "web_submission": OWN,
}


def wall(table: str, seen: str) -> str:
    return f"""
        alter table {table} enable row level security;
        alter table {table} force row level security;
        create policy zhice_read on {table} for select using ({seen});
        create policy zhice_insert on {table} for insert with check ({OWN});
        create policy zhice_update on {table} for update using ({OWN}) with check ({OWN});
        create policy zhice_delete on {table} for delete using ({OWN});
    """


def unwall(table: str) -> str:
    drops = "".join(f"drop policy zhice_{verb} on {table};" for verb in ("read", "insert", "update", "delete"))
    return f"{drops} alter table {table} no force row level security; alter table {table} disable row level security;"


class Migration(migrations.Migration):
    dependencies = [("web", "0001_initial"), ("accounts", "0001_initial")]
    operations = [migrations.RunSQL(wall(table, seen), unwall(table)) for table, seen in TABLES.items()]
