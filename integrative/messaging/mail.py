"""The channel: a letter of the ledger through whatever mail backend is set."""

from email.utils import parseaddr
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from .kinds import Letter


class ClinicMail(EmailMessage):
    """Knows its clinic beside the headers: for the sink's page, not for the world."""

    def __init__(self, *, clinic_id: UUID, **parts: Any) -> None:
        super().__init__(**parts)
        self.clinic_id = clinic_id


def message_id_of(key: UUID) -> str:
    """The same for every attempt at one row, so that a receiver who has the letter already knows it again."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    return f"<{key}@{domain}>"


def send_letter(letter: Letter, *, key: UUID, clinic_id: UUID) -> None:
    """Returns once the mail server has taken the letter. Raises OSError (smtplib's errors are that too)."""
    ClinicMail(
        clinic_id=clinic_id,
        subject=letter.subject,
        body=letter.body,
        to=[letter.to],
        # RFC 3834: asks vacation notices and other robots not to answer.
        headers={"Message-ID": message_id_of(key), "Auto-Submitted": "auto-generated"},
    ).send()
