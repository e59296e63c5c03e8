"""The addresses of the shell and of all declared registers."""

from django.urls import include, path

from zhice.web import screens
from zhice.web.registers import addresses

shell = [
    path("language/", screens.language, name="language"),
    path("healthz", screens.healthz, name="healthz"),
    path("search/", screens.search, name="search"),
    path("help/", screens.help_index, name="help"),
    path("help/<slug:name>/", screens.help_page, name="help_page"),
]
urlpatterns = [
    path("", include((shell, "web"), namespace="web")),
    path("registers/", include((addresses.patterns(), "registers"), namespace="registers")),
]
