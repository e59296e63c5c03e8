"""The pages of signing in: allauth's flows in our words and look. Each stands behind its door."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm
from allauth.account.views import LoginView, LogoutView, PasswordChangeView, ReauthenticateView
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as CodeAgainForm
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _

from zhice.journal.acts import act
from zhice.web.doors import public, signed_in
from zhice.web.registers.view_screens import summary


class Page:
    """What our form pages add: the summary of errors and a form in our words."""

    form_class: Any

    def get_form_class(self) -> Any:
        return self.form_class

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        form = context.get("form")
        return {**context, "errors": summary(form) if form is not None and form.is_bound else []}


class SignInForm(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名")
        self.fields["password"].label = _("密码")
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class CodeOnceMoreForm(CodeAgainForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class EnrolForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code_field(self)


class PasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "oldpassword": _("现在的密码"),
            "password1": _("新密码"),
            "password2": _("再输入一次新密码"),
        }
        for name, label in labels.items():
            self.fields[name].label = label
            self.fields[name].help_text = ""
            self.fields[name].widget.attrs.pop("placeholder", None)


class PasswordOnceMoreForm(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("密码")
        self.fields["password"].widget.attrs.pop("placeholder", None)


def _code_field(form: Any) -> None:
    field = form.fields["code"]
    field.label = _("验证码")
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(autocomplete="one-time-code")


class SignIn(Page, LoginView):  # type: ignore[misc]
    form_class = SignInForm
    template_name = "accounts/sign_in.html"


class SecondFactor(Page, AuthenticateView):  # type: ignore[misc]
    form_class = CodeForm
    template_name = "accounts/second_factor.html"


class SignOut(LogoutView):  # type: ignore[misc]
    template_name = "accounts/sign_out.html"


class Enrol(Page, ActivateTOTPView):  # type: ignore[misc]
    form_class = EnrolForm
    template_name = "accounts/enrol.html"

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        if is_mfa_enabled(request.user):
            return HttpResponseRedirect(reverse("accounts:me"))
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: Any) -> Any:
        # allauth's own signal comes after the commit: an event must come before it
        with act("accounts.account.enrol", record=f"user:{self.request.user.pk}", detail={"kind": "totp"}):
            return super().form_valid(form)

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes")


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    template_name = "accounts/recovery_codes.html"


class NewRecoveryCodes(Page, GenerateRecoveryCodesView):  # type: ignore[misc]
    form_class = GenerateRecoveryCodesView.form_class
    template_name = "accounts/recovery_codes_new.html"

    def form_valid(self, form: Any) -> Any:
        with act(
            "accounts.account.enrol", record=f"user:{self.request.user.pk}", detail={"kind": "recovery_codes"}
        ):
            return super().form_valid(form)


class Password(Page, PasswordChangeView):  # type: ignore[misc]
    form_class = PasswordForm
    template_name = "accounts/password.html"
    success_url = reverse_lazy("accounts:me")

    def get_default_success_url(self) -> str:
        return reverse("accounts:me")


class PasswordOnceMore(Page, ReauthenticateView):  # type: ignore[misc]
    form_class = PasswordOnceMoreForm
    template_name = "accounts/reauthenticate.html"


class CodeOnceMore(Page, CodeAgainView):  # type: ignore[misc]
    form_class = CodeOnceMoreForm
    template_name = "accounts/reauthenticate_code.html"


sign_in = public(SignIn.as_view())
second_factor = public(
    SecondFactor.as_view()
)  # only reached between password and session; allauth holds that door
sign_out = public(SignOut.as_view())
enrol = signed_in(Enrol.as_view())
recovery_codes = signed_in(RecoveryCodes.as_view())
new_recovery_codes = signed_in(NewRecoveryCodes.as_view())
password = signed_in(Password.as_view())
password_once_more = signed_in(PasswordOnceMore.as_view())
code_once_more = signed_in(CodeOnceMore.as_view())
