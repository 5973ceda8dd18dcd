from django.urls import path

from .views import sector

urlpatterns = [
    path("", sector, name="sector"),
]
