"""Addresses of signing in (allauth's names, so that its flows find them) and of the account pages."""

from django.urls import include, path

from zhice.accounts import entrance, screens

own = [
    path("me/", screens.me, name="me"),
    path("users/<int:number>/password/", screens.give_password, name="give_password"),
    path("journal/verify/", screens.verify, name="verify"),
]
urlpatterns = [
    path("", include((own, "accounts"), namespace="accounts")),
    path("login/", entrance.sign_in, name="account_login"),
    path("logout/", entrance.sign_out, name="account_logout"),
    path("password/", entrance.password, name="account_change_password"),
    path("again/", entrance.password_once_more, name="account_reauthenticate"),
    path("second-factor/", entrance.second_factor, name="mfa_authenticate"),
    path("second-factor/again/", entrance.code_once_more, name="mfa_reauthenticate"),
    path("second-factor/enrol/", entrance.enrol, name="mfa_activate_totp"),
    path("second-factor/codes/", entrance.recovery_codes, name="mfa_view_recovery_codes"),
    path("second-factor/codes/new/", entrance.new_recovery_codes, name="mfa_generate_recovery_codes"),
]
