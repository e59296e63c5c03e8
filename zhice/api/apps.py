from django.apps import AppConfig


class Api(AppConfig):
    name = "zhice.api"
    verbose_name = "接口"
