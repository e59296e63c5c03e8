from django.apps import AppConfig


class Creation(AppConfig):
    name = "zhice.creation"
    verbose_name = "创造"
