"""The addresses of the shell and of all declared registers."""

from django.urls import include, path

from zhice.web import screens
from zhice.web.finding import saved_screens
from zhice.web.finding import screens as finding
from zhice.web.registers import addresses

shell = [
    path("language/", screens.language, name="language"),
    path("healthz", screens.healthz, name="healthz"),
    path("search/", finding.search, name="search"),
    path("search/suggestions/", finding.suggestions, name="suggestions"),
    path("search/saved/", saved_screens.index, name="saved_searches"),
    path("search/save/", saved_screens.save, name="save_search"),
    path("search/saved/<int:number>/", saved_screens.change, name="saved_search"),
    path("help/", screens.help_index, name="help"),
    path("help/<slug:name>/", screens.help_page, name="help_page"),
]
urlpatterns = [
    path("", include((shell, "web"), namespace="web")),
    path("registers/", include((addresses.patterns(), "registers"), namespace="registers")),
]
