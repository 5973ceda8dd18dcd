from django.urls import path

from . import views

urlpatterns = [
    path("", views.search, name="register_search"),
    path("<uuid:entry_id>/", views.person, name="register_person"),
]
