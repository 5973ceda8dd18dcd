from django.urls import path

from . import managers
from .spaces import space, spaces
from .views import cooperative, cooperatives

urlpatterns = [
    path("", cooperatives, name="cooperatives"),
    path("spaces/", spaces, name="women_spaces"),
    path("spaces/managers/", managers.overview, name="all_space_managers"),
    path("spaces/<uuid:space_id>/", space, name="women_space"),
    path("spaces/<uuid:space_id>/managers/", managers.managers, name="space_managers"),
    path("spaces/<uuid:space_id>/managers/<uuid:management_id>/end/", managers.end, name="space_manager_end"),
    path("<uuid:cooperative_id>/", cooperative, name="cooperative"),
]
