from django.urls import path

from .courses import course, courses
from .views import apprenticeship, training

urlpatterns = [
    path("", training, name="training"),
    path("courses/", courses, name="courses"),
    path("courses/<uuid:course_id>/", course, name="course"),
    path("<uuid:contract_id>/", apprenticeship, name="apprenticeship"),
]
