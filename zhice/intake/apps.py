from django.apps import AppConfig


class Intake(AppConfig):
    name = "zhice.intake"
    verbose_name = "采集"
