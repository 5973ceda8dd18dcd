from django.urls import path

from . import space

urlpatterns = [
    path("", space.members, name="my_space"),
    path("members/<uuid:member_id>/", space.begin, name="member_begin"),
]
