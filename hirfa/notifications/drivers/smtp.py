"""E-mail by Django's mail backend: SMTP with TLS, as the settings name the server."""

import smtplib
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

from ..rules import SEND_SECONDS
from .port import NotSent, Outgoing, read_secret

_FOR_GOOD: Final = frozenset({550, 551, 553})  # RFC 5321, 4.2.3: no such mailbox, not here, name not allowed


class SmtpDriver:
    def send(self, message: Outgoing) -> str:
        """Hand a message to the mail server. Mail has no receipts, so there is no reference. Raises NotSent."""
        user = settings.EMAIL_HOST_USER
        connection = get_connection(
            username=user,
            password=read_secret(settings.HIRFA_SMTP_PASSWORD_FILE) if user else "",
            timeout=SEND_SECONDS,
        )
        mail = EmailMessage(
            subject=message.subject,
            body=message.body,
            to=[message.to],
            connection=connection,
            headers={
                "Message-ID": f"<{message.id}@{_domain()}>",  # the same when sent twice: mail programs then show one
                "Auto-Submitted": "auto-generated",  # RFC 3834: no answering machine answers
                "Content-Language": message.language.value,
            },
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            code = next((code for code, _words in error.recipients.values()), 0)
            raise NotSent(f"smtp_{code}", for_good=code in _FOR_GOOD) from None
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"smtp_{error.smtp_code}") from None
        except (OSError, smtplib.SMTPException) as error:
            raise NotSent("timeout" if isinstance(error, TimeoutError) else "unreachable") from None
        return ""


def _domain() -> str:
    return str(settings.DEFAULT_FROM_EMAIL).rpartition("@")[2].rstrip(">")
