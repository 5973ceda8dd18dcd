from django.urls import path

from . import views

urlpatterns = [
    path("", views.imports, name="imports"),
    path("files/<uuid:file_id>/known-cins/", views.known_cins, name="import_known_cins"),
    path("<uuid:job_id>/", views.progress, name="import_job"),
    path("<uuid:job_id>/faults/", views.faults, name="import_faults"),
]
