"""What is wrong with one answer, as a sentence that says what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hirfa.register.declared import Fault
from hirfa.register.faults import SENTENCES


def sentence(fault: Fault, *, years: int) -> str:
    """Return the sentence of a fault; `years` of practice are those that the kind asks for."""
    if fault.reason == "practice_too_short":
        asked = ngettext(
            "At least %(years)s year of practice is asked for.",
            "At least %(years)s years of practice are asked for.",
            years,
        ) % {"years": years}
        return asked + " " + _("You can keep this draft and send it when the time has come.")
    return str(SENTENCES[fault.reason])
