from django.apps import AppConfig


class Management(AppConfig):
    name = "zhice.management"
    verbose_name = "管理"
