from django.urls import path

from .spaces import space, spaces
from .views import cooperative, cooperatives

urlpatterns = [
    path("", cooperatives, name="cooperatives"),
    path("spaces/", spaces, name="women_spaces"),
    path("spaces/<uuid:space_id>/", space, name="women_space"),
    path("<uuid:cooperative_id>/", cooperative, name="cooperative"),
]
