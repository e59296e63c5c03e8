from django.apps import AppConfig


class Accounts(AppConfig):
    name = "zhice.accounts"
    verbose_name = "人员与权限"
