"""The events. SQL writes the table, since Django has no columns that are computed from a text and no append-only tables."""

from pathlib import Path

from django.db import migrations, models

SQL = Path(__file__).resolve().parents[1] / "table.sql"
DROP = """
drop function zhice_journal_since(bigint, integer);
drop function zhice_journal_head();
drop function zhice_journal_last();
drop table journal_event;
drop function zhice_journal_refuses();
drop function zhice_instant(text);
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(SQL.read_text("utf-8"), DROP)],
            state_operations=[
                migrations.CreateModel(
                    name='Event',
                    fields=[
                        ('seq', models.BigIntegerField(primary_key=True, serialize=False, verbose_name='序号')),
                        ('at', models.DateTimeField(verbose_name='时间')),
                        ('actor', models.TextField(verbose_name='操作人')),
                        ('name', models.TextField(verbose_name='姓名')),
                        ('role', models.TextField(verbose_name='角色')),
                        ('unit', models.BigIntegerField(null=True, verbose_name='单位')),
                        ('action', models.TextField(verbose_name='动作')),
                        ('record', models.TextField(verbose_name='记录')),
                        ('reason', models.TextField(verbose_name='理由')),
                        ('request', models.TextField(verbose_name='请求编号')),
                        ('old_digest', models.TextField(verbose_name='原内容摘要')),
                        ('new_digest', models.TextField(verbose_name='新内容摘要')),
                        ('detail', models.JSONField(verbose_name='详情')),
                        ('anchor', models.TextField(verbose_name='检查点')),
                        ('algorithm', models.TextField(verbose_name='摘要算法')),
                        ('body', models.TextField(verbose_name='原文')),
                        ('previous', models.TextField(verbose_name='前一摘要')),
                        ('hash', models.TextField(verbose_name='摘要')),
                    ],
                    options={
                        'verbose_name': '日志',
                        'verbose_name_plural': '日志',
                        'ordering': ['-seq'],
                    },
                ),
            ],
        ),
    ]
