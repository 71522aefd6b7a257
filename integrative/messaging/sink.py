"""The mail backend of a clinic without a mail server: letters become rows, shown at /demo/mail/."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from .models import SinkMail


class SinkBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many letters it took; a second copy of one it has is taken and not kept."""
        letters = [_row(mail) for mail in email_messages if mail.recipients()]
        SinkMail.objects.bulk_create(letters, ignore_conflicts=True)
        return len(letters)


def _row(mail: EmailMessage) -> SinkMail:
    return SinkMail(
        clinic_id=getattr(mail, "clinic_id", None),
        message_id=mail.message()["Message-ID"],
        to=", ".join(mail.recipients()),
        subject=str(mail.subject),
        body=str(mail.body),
    )
