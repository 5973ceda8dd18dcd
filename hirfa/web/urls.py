"""Addresses of the pages, by area: each area adds one line."""

from django.urls import include, path

from .home.views import home

app_name = "web"

urlpatterns = [
    path("", home, name="home"),
    path("", include("hirfa.web.accounts.urls")),
    path("directory/", include("hirfa.web.directory.urls")),
    path("apply/", include("hirfa.web.applications.urls")),
    path("applications/", include("hirfa.web.applications.counter_urls")),
    path("space/", include("hirfa.web.applications.space_urls")),
    path("check/", include("hirfa.web.check.urls")),
    path("register/", include("hirfa.web.register.urls")),
    path("cards/", include("hirfa.web.cards.urls")),
    path("cases/", include("hirfa.web.cases.urls")),
    path("imports/", include("hirfa.web.imports.urls")),
    path("statement/", include("hirfa.web.statement.urls")),
    path("figures/", include("hirfa.web.figures.urls")),
    path("briefing/", include("hirfa.web.briefing.urls")),
    path("styleguide/", include("hirfa.web.styleguide.urls")),
    path("sector/", include("hirfa.web.sector.urls")),
    path("fairs/", include("hirfa.web.fairs.urls")),
    path("cooperatives/", include("hirfa.web.cooperatives.urls")),
    path("certification/", include("hirfa.web.certification.urls")),
    path("training/", include("hirfa.web.training.urls")),
    path("benefits/", include("hirfa.web.benefits.urls")),
    path("coverage/", include("hirfa.web.coverage.urls")),
    path("privacy/", include("hirfa.web.privacy.urls")),
    path("exports/", include("hirfa.web.exports.urls")),
]
