"""Is each letter sent once a day, and does a mail that fails stop no other?"""

from datetime import UTC, date, datetime
from io import StringIO
from smtplib import SMTPRecipientsRefused

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import CommandError, call_command
from django.utils import timezone

from scorecard.models import Reminder

pytestmark = pytest.mark.django_db
LATE = "2026-11-16"


class Moody(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        for message in messages:
            if "officer@people.example" in message.to:
                raise SMTPRecipientsRefused({"officer@people.example": (550, b"no such box")})
        return super().send_messages(messages)


def send(*options: str) -> str:
    out = StringIO()
    call_command("send_reminders", *options, stdout=out, stderr=out)
    return out.getvalue()


def recipients() -> list[str]:
    return sorted(address for message in mail.outbox for address in message.to)


def test_each_is_mailed_once_a_day(desk):
    assert "2 mails sent, 0 had theirs already." in send("--day", LATE)
    assert recipients() == ["lead@people.example", "officer@people.example"]
    assert "0 mails sent, 2 had theirs already." in send("--day", LATE)
    assert len(mail.outbox) == 2
    send("--day", "2026-11-17")
    assert len(mail.outbox) == 4
    assert Reminder.objects.count() == 4


def test_a_mail_is_plain_text_with_full_links(desk, settings):
    settings.SITE_URL = "https://journey.council.example"
    send("--day", LATE)
    message = next(one for one in mail.outbox if one.to == ["officer@people.example"])
    assert message.alternatives == []
    assert message.content_subtype == "plain"
    assert "https://journey.council.example/councils/testham/returns/2026-10/front-door/" in (
        message.body
    )
    assert "&" not in message.body


def test_dry_run_tells_and_keeps_nothing(desk):
    told = send("--day", LATE, "--dry-run")
    assert "officer@people.example: Testham returns: 1 overdue" in told
    assert "2 mails would be sent" in told
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_one_failure_stops_no_other_and_is_tried_again(desk, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Moody"
    with pytest.raises(CommandError, match="1 mail could not be sent"):
        send("--day", LATE)
    assert recipients() == ["lead@people.example"]
    assert [one.person.username for one in Reminder.objects.all()] == ["lead"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert "1 mail sent, 1 had theirs already." in send("--day", LATE)
    assert recipients() == ["lead@people.example", "officer@people.example"]


def test_the_failure_is_named(desk, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Moody"
    err = StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("send_reminders", "--day", LATE, stdout=StringIO(), stderr=err)
    assert stopped.value.returncode == 1
    assert "officer@people.example, Testham:" in err.getvalue()


@pytest.mark.parametrize("day", ["2026-02-30", "tomorrow", "", "13/11/2026"])
def test_a_day_that_is_none_is_refused(desk, day):
    with pytest.raises(CommandError, match="is not a day such as"):
        send("--day", day)


@pytest.mark.parametrize(
    ("now", "sent"),
    [
        pytest.param(datetime(2026, 7, 14, 22, 59, tzinfo=UTC), 0, id="last-minute-of-the-day"),
        pytest.param(datetime(2026, 7, 14, 23, 0, tzinfo=UTC), 2, id="midnight-in-London"),
    ],
)
def test_the_day_is_a_london_day(desk, council, monkeypatch, now, sent):
    """In summer the day changes an hour before it does in UTC."""
    council.returns.update(due_on=date(2026, 7, 14))
    monkeypatch.setattr(timezone, "now", lambda: now)
    letters = send("--dry-run").count("1 overdue")
    assert letters == sent
