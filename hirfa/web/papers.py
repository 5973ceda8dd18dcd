"""Signed papers handed out as they were signed."""

from django.http import HttpResponse

from hirfa.processes.papers import paper_pdf
from hirfa.register.models import Paper


def pdf_answer(paper: Paper) -> HttpResponse:
    """Return a paper as a PDF to keep, which no browser or proxy stores by itself. Its name is its number."""
    answer = HttpResponse(paper_pdf(paper), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{paper.number.replace("/", "-")}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer
