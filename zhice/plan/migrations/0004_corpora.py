"""Corpora, which one an indicator ranks by, and which one a frozen figure was counted on."""

import django.db.models.deletion
from django.db import migrations, models

from zhice.accounts.row_security import RowSecurity


class Migration(migrations.Migration):

    dependencies = [
        ('plan', '0003_facts_version'),
    ]

    operations = [
        migrations.AddField(
            model_name='measurement',
            name='corpus',
            field=models.JSONField(null=True, verbose_name='所据语料'),
        ),
        migrations.CreateModel(
            name='Corpus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='名称')),
                ('folder', models.CharField(help_text='数据目录 corpora 之下的文件夹名；命令行可登记任意路径。', max_length=400, verbose_name='文件夹')),
                ('day', models.DateField(help_text='与清单（manifest.yaml）中的日期一致。', verbose_name='数据截至')),
                ('source', models.CharField(help_text='写明取自何处、何时、由谁提供。', max_length=200, verbose_name='来源')),
                ('coverage', models.CharField(choices=[('province', '全省'), ('nation', '全国')], default='province', max_length=10, verbose_name='覆盖范围')),
                ('engine', models.CharField(choices=[('duckdb', '本机（DuckDB）'), ('spark', '集群（Spark）')], default='duckdb', help_text='超出一台机器时选集群；须先设置 ZHICE_SPARK。', max_length=10, verbose_name='计算方式')),
                ('state', models.CharField(choices=[('active', '在用'), ('retired', '已停用')], default='active', editable=False, max_length=10, verbose_name='状态')),
                ('digest', models.CharField(editable=False, max_length=64, verbose_name='清单摘要')),
                ('rows', models.PositiveBigIntegerField(editable=False, verbose_name='行数')),
                ('generated', models.BooleanField(default=False, editable=False, verbose_name='示例数据')),
            ],
            options={
                'verbose_name': '语料',
                'verbose_name_plural': '语料',
                'ordering': ('-day', 'name'),
                'constraints': [models.UniqueConstraint(models.F('name'), name='plan_corpus_name_once', violation_error_message='已有同名语料；停用的名称也不能再用，旧数字要指向它。'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='plan_corpus_says_its_source', violation_error_message='语料须写明来源')],
            },
        ),
        migrations.AddField(
            model_name='indicator',
            name='corpus',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='indicators', to='plan.corpus', verbose_name='位次所据语料'),
        ),
        RowSecurity("plan_corpus", record="corpus"),
    ]
