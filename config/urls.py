"""All addresses: pages bear their language, the API does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hirfa.api.urls import api, status_list
from hirfa.web.home.views import front

handler500 = "hirfa.web.errors.server_error"

urlpatterns = [
    path("", front, name="front"),
    path("api/v1/", api.urls),
    path("status/<int:number>", status_list, name="status-list"),  # the address printed in every card
    *i18n_patterns(path("", include("hirfa.web.urls")), prefix_default_language=True),
]
