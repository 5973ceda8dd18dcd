"""The log-in form."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hirfa.accounts.models import User
from hirfa.accounts.operations import note_login_refused
from hirfa.core import throttle
from hirfa.web.fields import PageForm

TRIES = 8
TRIES_OF_AN_ADDRESS = 40  # an office of ten people behind one address, each of whom may err
WINDOW_SECONDS = 300


class LoginForm(PageForm):
    """Asks who someone is. A wrong log-in and a wrong password get the same words, and eight tries in five minutes.

    A right password forgives the tries of this log-in, never those of the address: who has one would else guess on for ever.
    """

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
        address = throttle.client_address(self.request)
        who = f"{address} {username}"
        # both are counted: one password tried on every log-in of a chamber is guessing too
        here = throttle.allows(what="login-address", who=address, limit=TRIES_OF_AN_ADDRESS, seconds=WINDOW_SECONDS)
        if not throttle.allows(what="login", who=who, limit=TRIES, seconds=WINDOW_SECONDS) or not here:
            raise forms.ValidationError(_("Too many tries. Wait five minutes, then try again."))
        user = authenticate(self.request, username=username, password=password)
        if not isinstance(user, User):
            note_login_refused(username=username, at=timezone.now())
            raise forms.ValidationError(_("This log-in and password do not go together."))
        throttle.forget(what="login", who=who)
        self.user = user
        return cleaned
