from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class Plan(AppConfig):
    name = "zhice.plan"
    verbose_name = "规划"

    def ready(self) -> None:
        # every package's facts and measures become known by name; the plan imports no pillar
        autodiscover_modules("facts", "measures")
