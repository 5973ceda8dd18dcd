"""All addresses: pages bear their language, the API does not."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from hirfa.api.urls import api
from hirfa.web.home.views import front

handler500 = "hirfa.web.errors.server_error"

urlpatterns = [
    path("", front, name="front"),
    path("api/v1/", api.urls),
    *i18n_patterns(path("", include("hirfa.web.urls")), prefix_default_language=True),
]
