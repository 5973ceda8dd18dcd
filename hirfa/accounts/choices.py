"""Roles and permissions, in code, each with the sentence that explains it to the person who grants it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Role(TextChoices):
    COUNTER = "COUNTER", _("Counter officer")
    INSTRUCTING = "INSTRUCTING", _("Instructing officer")
    SIGNATORY = "SIGNATORY", _("Signatory")
    DELEGATE = "DELEGATE", _("Delegate of the signatory")
    COMMISSION = "COMMISSION", _("Member of a qualification commission")
    DIRECTORATE = "DIRECTORATE", _("Directorate officer")
    MINISTRY_ANALYST = "MINISTRY_ANALYST", _("Ministry analyst")
    PRINT_OPERATOR = "PRINT_OPERATOR", _("Print operator")
    FAIR_AGENT = "FAIR_AGENT", _("Fair agent")
    PARTNER = "PARTNER", _("Partner")
    SPACE_MANAGER = "SPACE_MANAGER", _("Manager of a women's space")
    AUDITOR = "AUDITOR", _("Auditor")
    DATA_PROTECTION = "DATA_PROTECTION", _("Data-protection officer")
    ADMINISTRATOR = "ADMINISTRATOR", _("Administrator")


class Permission(TextChoices):
    ENTRY_VIEW = "ENTRY_VIEW", _("Find entries of one's territory by number, trade and chamber")
    PERSON_OPEN = "PERSON_OPEN", _("Open a person's file: names and dates, the opening is recorded")
    IDENTITY_READ = "IDENTITY_READ", _("Read the CIN and contacts in a person's file")
    REGISTER_IMPORT = "REGISTER_IMPORT", _("Load a chamber's file into the register")
    CARD_ISSUE = "CARD_ISSUE", _("Issue cards")
    CARD_REVOKE = "CARD_REVOKE", _("Revoke and suspend cards")
    CARD_PRINT = "CARD_PRINT", _("Make a card's printable document")
    FIGURE_DRILL = "FIGURE_DRILL", _("Walk a figure back to the records behind it")
    SECTOR_VIEW = "SECTOR_VIEW", _("See fairs, cooperatives, training, certification, benefits, cover and exports")
    CASE_VIEW = "CASE_VIEW", _("See the cases of one's territory")
    CASE_RECEIVE = "CASE_RECEIVE", _("Take in requests and pieces at the counter")
    CASE_PREPARE = "CASE_PREPARE", _("Examine cases, ask for pieces, propose decisions")
    CASE_ASSIGN = "CASE_ASSIGN", _("Give cases to officers")
    CASE_SIGN = "CASE_SIGN", _("Sign decisions in one's own name")
    CASE_SIGN_FOR = "CASE_SIGN_FOR", _("Sign decisions under a delegation")
    MEMBER_APPLY = "MEMBER_APPLY", _("Write and follow applications for the members of one's women's space")
    SPACE_APPOINT = "SPACE_APPOINT", _("Appoint and end the managers of the women's spaces of one's territory")
    SITTING_KEEP = "SITTING_KEEP", _("Keep sittings of a commission and their minutes")
    DATA_RIGHTS = "DATA_RIGHTS", _("Answer people about their data")
    DIARY_READ = "DIARY_READ", _("Read the diary")
