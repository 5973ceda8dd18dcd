from django.urls import path

from . import views

urlpatterns = [
    path("", views.briefing, name="briefing"),
    path("<slug:form>/", views.briefing_file, name="briefing_file"),
]
