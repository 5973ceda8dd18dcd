from django.urls import path

from .views import benefits, offer

urlpatterns = [
    path("", benefits, name="benefits"),
    path("<uuid:offer_id>/", offer, name="offer"),
]
