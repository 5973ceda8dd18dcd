"""What every page does the same way: ask whether one may, cut lists into pages, show a refusal."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpRequest

from hirfa.accounts.models import User
from hirfa.core.errors import Refusal

PAGE_SIZE = 50


class SignedInRequest(HttpRequest):
    """A request that came through LoginRequiredMiddleware: its user is a User."""

    user: User


def require(answer: bool) -> None:
    """Go on when the permission says yes. Raises PermissionDenied (403: one may see it, but not do this)."""
    if not answer:
        raise PermissionDenied


class CountedPaginator(Paginator[Any]):
    """A paginator told how many there are, where counting would cost more than the page."""

    def __init__(self, rows: Any, per_page: int, *, total: int) -> None:
        super().__init__(rows, per_page)
        self.total = total

    @property
    def count(self) -> int:
        return self.total


def paginate(
    request: HttpRequest,
    rows: QuerySet[Any, Any] | Sequence[Any],
    *,
    per_page: int = PAGE_SIZE,
    total: int | None = None,
) -> Page[Any]:
    """Return the page that `?page=` asks for; the nearest one for a number that is not."""
    paginator = Paginator[Any](rows, per_page) if total is None else CountedPaginator(rows, per_page, total=total)
    return paginator.get_page(request.GET.get("page"))


@contextmanager
def refusals_shown_on(form: BaseForm) -> Iterator[None]:
    """Turn a Refusal of the operation called inside into an error of the form. Ask `form.errors` afterwards."""
    try:
        yield
    except Refusal as refusal:
        form.add_error(None, str(refusal))
