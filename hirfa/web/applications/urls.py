from django.urls import path

from . import changes, tracking, views

urlpatterns = [
    path("", views.choose, name="apply"),
    path("start/", views.start, name="apply_start"),
    path("return/", views.come_back, name="apply_return"),
    path("steps/<slug:slug>/", views.step, name="apply_step"),
    path("check/", views.check, name="apply_check"),
    path("send/", views.send, name="apply_send"),
    path("file/", tracking.file, name="apply_file"),
    path("file/pieces/", tracking.pieces, name="apply_pieces"),
    path("file/paper/<slug:kind>/", tracking.paper, name="apply_paper"),
    path("file/entry/", tracking.entry, name="apply_entry"),
    path("file/changes/", changes.changes, name="apply_changes"),
    path("file/changes/<str:act>/", changes.change, name="apply_change"),
    path("file/requests/<uuid:case_id>/", changes.change_case, name="apply_change_case"),
    path("file/requests/<uuid:case_id>/appeal/", changes.change_appeal, name="apply_change_appeal"),
    path("file/requests/<uuid:case_id>/letter/", changes.change_letter, name="apply_change_letter"),
    path("file/certificate/", tracking.certificate, name="apply_certificate"),
    path("file/appeal/", tracking.appeal, name="apply_appeal"),
    path("file/withdraw/", tracking.withdraw, name="apply_withdraw"),
    path("file/code/", tracking.code, name="apply_code"),
    path("leave/", views.leave, name="apply_leave"),
]
