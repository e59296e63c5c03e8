from django.apps import AppConfig


class Web(AppConfig):
    name = "zhice.web"
    verbose_name = "界面"

    def ready(self) -> None:
        from zhice.search.searchable import provide
        from zhice.web import register
        from zhice.web.registers import imports, searchables

        register.site.discover()
        imports.add_all()
        provide(searchables.all_declared)
