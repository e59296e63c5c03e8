"""Every address of the product, room by room. A route that stands in no permission table fails tests/house/test_permissions.py."""

from django.urls import include, path

urlpatterns = [
    path("", include("zhice.web.urls")),
    path("", include("zhice.plan.urls")),
    path("", include("zhice.registry.urls")),
    path("intake/", include("zhice.web.intake.urls")),
    path("notices/", include("zhice.accounts.notices.urls")),
    path("journal/", include("zhice.journal.urls")),
    path("accounts/tokens/", include("zhice.api.token_urls")),
    path("accounts/", include("zhice.accounts.urls")),
    path("api/v1/", include("zhice.api.urls")),
]

handler400 = "zhice.web.failures.bad_request"
handler403 = "zhice.web.failures.forbidden"
handler404 = "zhice.web.failures.not_found"
handler500 = "zhice.web.failures.broken"
