from django.urls import path

from .contracts import contracts
from .views import fair, fairs

urlpatterns = [
    path("", fairs, name="fairs"),
    path("contracts/", contracts, name="fair_contracts"),
    path("<uuid:fair_id>/", fair, name="fair"),
]
