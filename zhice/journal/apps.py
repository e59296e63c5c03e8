from django.apps import AppConfig


class Journal(AppConfig):
    name = "zhice.journal"
    verbose_name = "日志"
