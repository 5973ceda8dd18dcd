"""The two doors to one form: the person's own, and that of whoever writes for them. They differ in who writes and in addresses."""

from dataclasses import dataclass

from django.urls import reverse

from hirfa.register.models import Application

from .steps import Step


@dataclass(frozen=True, slots=True)
class Door:
    """Through which an application is written: by whom, and where its pages are."""

    application: Application
    by: object
    for_another: bool = False

    def address(self, page: str, **more: str) -> str:
        """Return the address of a page (`step`, `check`, `send`, `file`, `pieces`, `code`) of this application."""
        if self.for_another:
            return reverse(f"web:application_{page}", kwargs={"application_id": self.application.pk, **more})
        return reverse(f"web:apply_{page}", kwargs=more)

    def step(self, step: Step) -> str:
        return self.address("step", slug=step.slug)

    def from_check(self, step: Step) -> str:
        """The address of a step that leads back to the page on which everything is read again."""
        return f"{self.step(step)}?from=check"
