"""Fields of forms as the pages show them: Bootstrap's classes, no colon after a label, large targets."""

from typing import Any

from django import forms


class PageForm(forms.Form):
    """A form of a page. No model forms here: a form carries what was typed to an operation, and writes nothing."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)


def dress(widget: forms.Widget) -> None:
    """Give a widget the class that the style sheet knows."""
    if isinstance(widget, forms.RadioSelect | forms.CheckboxInput | forms.CheckboxSelectMultiple):
        return
    name = "form-select" if isinstance(widget, forms.Select) else "form-control"
    widget.attrs["class"] = f"{widget.attrs.get('class', '')} {name}".strip()
