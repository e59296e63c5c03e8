"""The addresses of one's notices."""

from django.urls import path

from zhice.accounts.notices import screens

app_name = "notices"
urlpatterns = [
    path("", screens.notices, name="list"),
    path("read/", screens.mark_all_read, name="all-read"),
    path("<int:pk>/open/", screens.follow, name="open"),
    path("<int:pk>/read/", screens.mark_read, name="read"),
]
