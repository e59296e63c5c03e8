"""Every address of the product, room by room. A route that stands in no permission table fails tests/house/test_permissions.py."""

from django.urls import include, path

urlpatterns = [
    path("", include("zhice.web.urls")),
    path("", include("zhice.plan.urls")),
    path("", include("zhice.registry.urls")),
    path("intake/", include("zhice.intake.urls")),
    path("journal/", include("zhice.journal.urls")),
    path("accounts/", include("zhice.accounts.urls")),
    path("api/v1/", include("zhice.api.urls")),
]
