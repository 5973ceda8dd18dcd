from django.urls import path

from . import views

urlpatterns = [
    path("", views.figures, name="figures"),
    path("compute/", views.compute, name="figures_compute"),
    path("<str:key>/", views.figure, name="figure"),
    path("<str:key>/records/", views.records, name="figure_records"),
]
