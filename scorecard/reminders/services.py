"""How is a reminder sent once a day and not lost, whatever the mail server does?"""

from smtplib import SMTPException

from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from scorecard.models import Reminder
from scorecard.reminders.selectors import Letter
from scorecard.reminders.words import subject_of, text_of

# What a mail server, the way to it, or an address that cannot stand in a header may raise.
MAIL_FAULTS = (SMTPException, OSError, ValueError)


@transaction.atomic
def send_letter(letter: Letter) -> bool:
    """Send one letter unless the person has had one about this council that day.

    The row comes first: two runs at once cannot both write it, and a mail that fails takes its
    row back with it, so that the next run tries again. The row is itself the entry of who was
    told when.
    """
    _, is_new = Reminder.objects.get_or_create(
        council=letter.council,
        person=letter.person,
        day=letter.day,
        defaults={"sent_at": timezone.now()},
    )
    if is_new:
        send_mail(subject_of(letter), text_of(letter), None, [letter.person.email])
    return is_new
