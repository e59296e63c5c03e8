"""Addresses under /api/v1/."""

from django.urls import include, path

from zhice.api import pages
from zhice.api.api import build

api = build()
about = [path("", pages.page, name="page"), path("openapi.json", pages.openapi, name="openapi")]
urlpatterns = [path("", include((about, "api"), namespace="api")), path("", api.urls)]
