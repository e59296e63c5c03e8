"""规划: the plan's records, in one list."""

from zhice.plan.corpora.models import Corpus
from zhice.plan.figures.models import Closing, MeasuredRow, Measurement
from zhice.plan.goals.models import Objective, Placement, Plan, PlanVersion, Target
from zhice.plan.indicators.models import Definition, Indicator
from zhice.plan.readings.models import Proposal, Reading
from zhice.plan.tasks.models import Supervision, Task, TaskEvidence

__all__ = [
    "Closing",
    "Corpus",
    "Definition",
    "Indicator",
    "MeasuredRow",
    "Measurement",
    "Objective",
    "Placement",
    "Plan",
    "PlanVersion",
    "Proposal",
    "Reading",
    "Supervision",
    "Target",
    "Task",
    "TaskEvidence",
]
