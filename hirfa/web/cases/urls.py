from django.urls import path

from . import acts, delegations, requests, sittings, views

urlpatterns = [
    path("", views.queue, name="cases"),
    path("<uuid:case_id>/", views.case, name="case"),
    path("<uuid:case_id>/pieces/<uuid:piece_id>/<int:page>/", views.piece_page, name="case_piece_page"),
    path("<uuid:case_id>/letter/", views.letter, name="case_letter"),
    path("<uuid:case_id>/take-up/", acts.take_up, name="case_take_up"),
    path("<uuid:case_id>/assign/", acts.assign, name="case_assign"),
    path("<uuid:case_id>/ask/", acts.ask, name="case_ask"),
    path("<uuid:case_id>/go-on/", acts.go_on, name="case_go_on"),
    path("<uuid:case_id>/pieces/<uuid:piece_id>/read/", acts.read_page, name="case_read_page"),
    path("<uuid:case_id>/pieces/<uuid:piece_id>/judge/", acts.judge, name="case_judge"),
    path("<uuid:case_id>/sit/", acts.sit, name="case_sit"),
    path("<uuid:case_id>/propose/", acts.propose, name="case_propose"),
    path("<uuid:case_id>/return/", acts.send_back, name="case_return"),
    path("<uuid:case_id>/sign/", acts.sign, name="case_sign"),
    path("<uuid:case_id>/hand-in/", requests.hand_in, name="case_hand_in"),
    path("<uuid:case_id>/appeal/", requests.appeal, name="case_appeal"),
    path("<uuid:case_id>/hear/", requests.hear, name="case_hear"),
    path("ask/<uuid:entry_id>/<str:act>/", requests.ask_change, name="case_ask_change"),
    path("<uuid:case_id>/note/", acts.note, name="case_note"),
    path("certificates/<uuid:entry_id>/", requests.certificate, name="practice_certificate"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<uuid:delegation_id>/withdraw/", delegations.withdraw, name="delegation_withdraw"),
    path("sittings/", sittings.sittings, name="sittings"),
    path("sittings/<uuid:sitting_id>/", sittings.sitting, name="sitting"),
    path("sittings/<uuid:sitting_id>/opinions/<int:opinion_id>/", sittings.opinion, name="sitting_opinion"),
    path("sittings/<uuid:sitting_id>/close/", sittings.close, name="sitting_close"),
]
