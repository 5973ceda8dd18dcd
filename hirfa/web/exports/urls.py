from django.urls import path

from .declarations import declaration, declarations
from .views import exports

urlpatterns = [
    path("", exports, name="exports"),
    path("declarations/", declarations, name="declarations"),
    path("declarations/<uuid:declaration_id>/", declaration, name="declaration"),
]
