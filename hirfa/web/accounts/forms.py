"""The log-in form."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.core import throttle
from hirfa.web.fields import PageForm

TRIES = 8
WINDOW_SECONDS = 300


class LoginForm(PageForm):
    """Asks who someone is. A wrong log-in and a wrong password get the same words, and eight tries in five minutes."""

    username = forms.CharField(
        label=_("Log-in"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "dir": "ltr"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.user: User | None = None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        username, password = cleaned.get("username"), cleaned.get("password")
        if not username or not password:
            return cleaned
        who = f"{throttle.client_address(self.request)} {username}"
        if not throttle.allows(what="login", who=who, limit=TRIES, seconds=WINDOW_SECONDS):
            raise forms.ValidationError(_("Too many tries. Wait five minutes, then try again."))
        user = authenticate(self.request, username=username, password=password)
        if not isinstance(user, User):
            raise forms.ValidationError(_("This log-in and password do not go together."))
        throttle.forget(what="login", who=who)
        self.user = user
        return cleaned
