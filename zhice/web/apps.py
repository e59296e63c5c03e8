from django.apps import AppConfig


class Web(AppConfig):
    name = "zhice.web"
    verbose_name = "界面"
