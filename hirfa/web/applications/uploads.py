"""A piece as it is sent, made anew and kept. What the sender called the file is not kept: names tell of people."""

import datetime as dt
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile

from hirfa.documents.models import StoredFile
from hirfa.documents.operations import store_file
from hirfa.documents.pieces import remake_piece

ACCEPTED: Final = "image/jpeg,image/png,image/webp,application/pdf"


def keep_piece(upload: "UploadedFile[Any]", by: object, at: dt.datetime) -> tuple[StoredFile, int]:
    """Keep a photograph or a PDF, made anew, and return it with its number of pages. Raises PieceRefused, FileNotKept.

    It stores in a transaction of its own: call it before the operation that takes the piece.
    """
    remade = remake_piece(upload.read())
    return store_file(content=remade.content, name="piece", by=by, at=at), remade.pages
