"""Addresses under /accounts/tokens/."""

from django.urls import path

from zhice.api import tokens

app_name = "tokens"
urlpatterns = [
    path("", tokens.tokens, name="list"),
    path("<int:number>/revoke/", tokens.revoke, name="revoke"),
]
