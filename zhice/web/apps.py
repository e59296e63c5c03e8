from django.apps import AppConfig


class Web(AppConfig):
    name = "zhice.web"
    verbose_name = "界面"

    def ready(self) -> None:
        from zhice.web import register
        from zhice.web.registers import imports

        register.site.discover()
        imports.add_all()
