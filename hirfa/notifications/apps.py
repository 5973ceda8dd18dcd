from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "hirfa.notifications"
    label = "notifications"
    verbose_name = _("notifications")

    def ready(self) -> None:
        from . import checks  # noqa: F401 - Django knows a check once its module has been read
