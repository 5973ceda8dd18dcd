from django.urls import path

from . import views

urlpatterns = [
    path("", views.privacy, name="privacy"),
    path("desk/", views.desk, name="rights"),
    path("desk/erase/", views.erase_due, name="rights_erase_due"),
    path("desk/case/", views.find_case, name="rights_find_case"),
    path("cases/<uuid:case_id>/", views.case, name="rights_case"),
    path("people/<uuid:entry_id>/", views.person, name="rights_person"),
    path("people/<uuid:entry_id>/copy/", views.copy, name="rights_copy"),
    path("people/<uuid:entry_id>/erase/", views.erase, name="rights_erase"),
]
