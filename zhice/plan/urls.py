"""The plan's addresses."""

from django.urls import path, re_path

from zhice.plan.comparing import screens as comparing
from zhice.plan.figures import closing_screens as closing
from zhice.plan.figures import screens as figures
from zhice.plan.goals import screens as goals
from zhice.plan.readings import screens as readings
from zhice.plan.reports import screens as reports
from zhice.plan.tasks import screens as tasks

app_name = "plan"
urlpatterns = [
    path("", figures.overview, name="overview"),
    path("indicators/", figures.indicators, name="indicators"),
    path("indicators/<slug:code>/", figures.indicator, name="indicator"),
    path("indicators/<slug:code>/evidence/", figures.evidence, name="evidence"),
    path("indicators/<slug:code>/evidence.csv", figures.evidence_csv, name="evidence-csv"),
    path("figures/compare/", comparing.comparing, name="compare"),
    re_path(r"^figures/compare\.(?P<sheet>csv|xlsx)$", comparing.comparing_file, name="compare-file"),
    path("reports/", reports.reports, name="reports"),
    re_path(
        r"^reports/(?P<year>[0-9]{4})-(?P<number>[1-4])\.(?P<form>docx|pdf)$",
        reports.quarterly_file,
        name="quarterly",
    ),
    path("plan/", goals.plans, name="plans"),
    path("plan/readings/", readings.readings, name="readings"),
    path("plan/readings/<int:pk>/", readings.reading, name="reading"),
    path("plan/readings/<int:pk>/rest/", readings.rest, name="reading-rest"),
    path("plan/readings/<int:pk>/finish/", readings.finish, name="reading-finish"),
    path("plan/readings/<int:pk>/add/", readings.add, name="reading-add"),
    path("plan/proposals/<int:pk>/", readings.proposal, name="proposal"),
    path("plan/tasks/<int:pk>/", tasks.task, name="task"),
    path("plan/tasks/<int:pk>/assign/", tasks.assign, name="task-assign"),
    path("plan/tasks/<int:pk>/evidence/", tasks.add_evidence, name="task-evidence"),
    path("plan/tasks/<int:pk>/done/", tasks.report_done, name="task-done"),
    path("plan/tasks/<int:pk>/accept/", tasks.accept, name="task-accept"),
    path("plan/tasks/<int:pk>/send-back/", tasks.send_back, name="task-send-back"),
    path("plan/tasks/<int:pk>/remind/", tasks.remind, name="task-remind"),
    path("plan/supervisions/<int:pk>/reply/", tasks.reply, name="supervision-reply"),
    path("plan/periods/<int:pk>/", closing.period, name="period"),
    path("plan/periods/<int:pk>/close/", closing.close, name="period-close"),
    path("plan/frozen/<int:pk>/", closing.frozen, name="frozen"),
    path("plan/frozen/<int:pk>/correct/", closing.correct, name="frozen-correct"),
    path("plan/<slug:code>/", goals.tree, name="tree"),
    path("plan/<slug:code>/tasks/", tasks.tasks, name="tasks"),
    path("plan/<slug:code>/periods/", closing.periods, name="periods"),
    path("plan/<slug:code>/periods/propose/", closing.propose, name="period-propose"),
]
