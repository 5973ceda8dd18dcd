from django.urls import path

from .calendar import calendar
from .contracts import contracts
from .views import fair, fairs

urlpatterns = [
    path("", fairs, name="fairs"),
    path("calendar/", calendar, name="fair_calendar"),
    path("contracts/", contracts, name="fair_contracts"),
    path("<uuid:fair_id>/", fair, name="fair"),
]
