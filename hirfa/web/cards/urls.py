from django.urls import path

from . import views

urlpatterns = [
    path("<uuid:card_id>/", views.card, name="card"),
    path("<uuid:card_id>/print/", views.document, name="card_document"),
    path("<uuid:card_id>/revoke/", views.revoke, name="card_revoke"),
    path("issue/<uuid:entry_id>/", views.issue, name="card_issue"),
]
