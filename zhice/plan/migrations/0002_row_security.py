"""The wall behind the plan's records; each line says in SQL what the model's VISIBILITY says."""

from django.db import migrations

from zhice.accounts.row_security import RowSecurity

UNIT_OF_TASK = "lead_unit_id = any(zhice_units())"
UNIT_OF_SUPERVISED = (
    "exists (select 1 from plan_task task where task.id = plan_supervision.task_id and task.lead_unit_id = any(zhice_units()))"
)


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial"), ("accounts", "0001_initial")]

    operations = [
        RowSecurity("plan_plan", record="plan", public="true"),
        RowSecurity("plan_planversion", record="plan", public="true"),
        RowSecurity("plan_objective", record="plan", public="true"),
        RowSecurity("plan_placement", record="plan", public="true"),
        RowSecurity("plan_target", record="target", public="true"),
        RowSecurity("plan_indicator", record="indicator", public="true"),
        RowSecurity("plan_definition", record="indicator", public="true"),
        RowSecurity("plan_task", record="task", public="true", unit=UNIT_OF_TASK),
        RowSecurity("plan_taskevidence", record="task", parent=("task_id", "plan_task")),
        RowSecurity("plan_supervision", record="supervision", unit=UNIT_OF_SUPERVISED),
        RowSecurity("plan_closing", record="period"),
        RowSecurity("plan_measurement", record="figure", public="true"),
        RowSecurity("plan_measuredrow", record="period"),
        RowSecurity("plan_reading", record="reading"),
        RowSecurity("plan_proposal", record="reading"),
    ]
