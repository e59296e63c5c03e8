from django.apps import AppConfig


class Plan(AppConfig):
    name = "zhice.plan"
    verbose_name = "规划"
