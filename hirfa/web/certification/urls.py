from django.urls import path

from .views import certificate, certificates

urlpatterns = [
    path("", certificates, name="certificates"),
    path("<uuid:certificate_id>/", certificate, name="certificate"),
]
