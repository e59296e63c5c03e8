"""Reductions of annual fees, their wall, and one opening: an owner may say that a fee of an own patent is paid, nothing else."""

import django.db.models.deletion
from django.db import migrations, models

from zhice.accounts.row_security import RowSecurity

PAID = """
create policy zhice_fee_paid on registry_legalevent for insert with check (
    kind = 'fee_paid' and party_id is null and region_id is null and batch_id is null
    and (select zhice_writes('annual_fee') && array['all', 'own'])
    and exists (select 1 from registry_patent above where above.id = patent_id)
)
"""


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0010_live_figures'),
    ]

    operations = [
        migrations.CreateModel(
            name='FeeReduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('single', '单独权利人减缴'), ('joint', '共同权利人减缴'), ('open_licence', '开放许可')], max_length=12, verbose_name='减缴情形')),
                ('since', models.DateField(help_text='减缴请求的提出日，或者开放许可开始实施之日。', verbose_name='自')),
                ('until', models.DateField(blank=True, null=True, verbose_name='最后一日')),
                ('source', models.CharField(max_length=200, verbose_name='依据')),
                ('patent', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='fee_reductions', to='registry.patent', verbose_name='专利')),
            ],
            options={
                'verbose_name': '年费减缴',
                'verbose_name_plural': '年费减缴',
                'ordering': ['patent', 'since'],
                'constraints': [models.UniqueConstraint(fields=('patent', 'ground', 'since'), name='fee_reduction_once', violation_error_message='该专利自当日起的同一减缴情形已登记。'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='fee_reduction_days_in_order', violation_error_message='最后一日不能早于起始日。'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='fee_reduction_has_a_source', violation_error_message='请写明依据。')],
            },
        ),
        RowSecurity("registry_feereduction", record="annual_fee", parent=("patent_id", "registry_patent")),
        migrations.RunSQL(PAID, "drop policy zhice_fee_paid on registry_legalevent"),
    ]
