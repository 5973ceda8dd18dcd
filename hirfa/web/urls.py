"""Addresses of the pages, by area."""

from django.urls import path

from .home.views import home

app_name = "web"

urlpatterns = [
    path("", home, name="home"),
]
