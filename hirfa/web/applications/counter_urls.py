from django.urls import path

from . import counter

urlpatterns = [
    path("", counter.drafts, name="applications"),
    path("new/", counter.new, name="application_new"),
    path("start/", counter.start, name="application_start"),
    path("<uuid:application_id>/", counter.file, name="application_file"),
    path("<uuid:application_id>/steps/<slug:slug>/", counter.step, name="application_step"),
    path("<uuid:application_id>/check/", counter.check, name="application_check"),
    path("<uuid:application_id>/send/", counter.send, name="application_send"),
    path("<uuid:application_id>/pieces/", counter.pieces, name="application_pieces"),
    path("<uuid:application_id>/code/", counter.code, name="application_code"),
]
