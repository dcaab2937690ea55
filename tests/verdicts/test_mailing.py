"""Mail: one a day in everybody's own morning, at once for mentions where liked, never twice for the same."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail as outbox
from django.db import connection
from django.utils import timezone

from people.services import change_profile
from tests import make
from tests.pages import as_user, said
from verdicts import mailing, noting, services, working
from verdicts.digests import digest_of_claim
from verdicts.mails import Mail
from verdicts.models import Notice, Rating

pytestmark = pytest.mark.django_db


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """That time of today, in UTC; never before what the test wrote."""
    day = (timezone.now() + timedelta(days=1 + days)).astimezone(UTC)
    return day.replace(hour=hour, minute=minute)


def run(now: datetime) -> int:
    """What the clock and the workers do at a moment: how many mails went."""
    before = len(outbox.outbox)
    mailing.make_mails(now)
    for pk in mailing.mails_to_send():
        mailing.send_mail(pk)
    return len(outbox.outbox) - before


@pytest.fixture
def ann():
    user = make.user("editor", email="ann@desk.example")
    change_profile(user, time_zone="Etc/UTC")
    return user


def mention(*people, text: str = "look"):
    names = " ".join(f"@{person}" for person in people)
    return noting.write_note(make.claim(), text=f"{names} {text}", by=make.editor())


def test_one_mail_a_day_tells_of_all_that_is_new_in_the_morning(ann):
    for _ in range(3):
        mention(ann)

    sent = [run(at(7, 59)), run(at(8)), run(at(8, 5)), run(at(15))]

    assert sent == [0, 1, 0, 0]
    assert (outbox.outbox[0].to, outbox.outbox[0].body.count("* ")) == (["ann@desk.example"], 3)


def test_what_comes_after_the_morning_waits_for_the_next_and_nothing_is_told_twice(ann):
    mention(ann, text="early")
    run(at(8))
    mention(ann, text="late")

    sent = [run(at(12)), run(at(8, days=1)), run(at(8, days=2))]

    assert sent == [0, 1, 0]
    assert ("late" in outbox.outbox[1].body, "early" in outbox.outbox[1].body) == (True, False)


def test_a_morning_without_news_brings_no_mail_then_or_later_that_day(ann):
    sent = [run(at(8))]
    mention(ann)

    assert [*sent, run(at(9))] == [0, 0]


def test_the_morning_is_that_of_the_person(ann):
    change_profile(ann, time_zone="Asia/Tokyo")  # nine hours before
    mention(ann)

    assert [run(at(22, 59)), run(at(23, 1))] == [0, 1] or [run(at(23, 1))] == [1]


@pytest.mark.parametrize(("mail", "sent"), [("off", 0), ("daily", 0), ("mentions", 1)])
def test_mentions_are_mailed_at_once_to_those_who_like_it(ann, mail, sent):
    change_profile(ann, mail=mail)
    mention(ann)

    assert run(at(3)) == sent


def test_many_mentions_at_once_are_one_mail_and_are_not_in_that_of_the_day(ann):
    change_profile(ann, mail="mentions")
    mention(ann)
    mention(ann)
    sent = [run(at(3))]
    mention(ann, text="a minute later")

    assert [*sent, run(at(3, 1)), run(at(3, 11)), run(at(8))] == [1, 0, 1, 0]


def test_who_chose_none_left_or_has_no_address_gets_none(ann):
    change_profile(ann, mail="off")
    gone, bare = make.user("editor", email="gone@desk.example"), make.editor()
    mention(ann, gone, bare)
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)

    assert run(at(9)) == 0


def test_who_never_chose_anything_gets_the_mail_of_the_day():
    mention(make.user("editor", email="new@desk.example"))

    assert run(at(9)) == 1


def test_what_was_read_or_taken_back_is_not_mailed(ann):
    note = mention(ann, text="a slip")
    mention(ann)
    Notice.objects.filter(to=ann).exclude(note=note).update(read_at=timezone.now())
    noting.delete_note(note, by=note.by)

    assert (run(at(9)), "a slip" in said(as_user(ann).get("/inbox/"))) == (0, False)


def test_a_proposal_that_waits_and_a_claim_that_was_assigned_are_in_it(ann):
    chief = make.user("chief", email="chief@desk.example")
    claim, work = make.claim("The mill burned."), make.work("The dam broke.")
    services.give_verdict(
        claim,
        rating=Rating.objects.first(),
        summary="So.",
        reason="List.",
        by=ann,
        seen=digest_of_claim(claim),
    )
    working.change_work([work.pk], assignee=ann.pk, by=chief)

    run(at(9))

    bodies = {message.to[0]: message.body for message in outbox.outbox}
    assert "proposed a verdict" in bodies["chief@desk.example"]
    assert "The dam broke." in bodies["ann@desk.example"]


def test_it_has_a_plain_and_a_marked_part_without_live_scripts_and_a_way_out(ann):
    mention(ann, text="<script>alert(1)</script>")
    run(at(9))

    message = outbox.outbox[0]
    marked = str(message.alternatives[0][0])
    assert ("/settings/" in message.body, "/settings/" in marked, "<script>" in marked) == (True, True, False)
    assert "/settings/>" in message.extra_headers["List-Unsubscribe"]


def test_a_name_with_line_ends_cannot_write_headers(ann):
    mention(ann, text="x\r\nBcc: eve@evil.example")
    run(at(9))

    assert "Bcc" not in str(outbox.outbox[0].message()["Subject"])


def test_a_worker_killed_while_sending_does_not_send_it_again(ann, monkeypatch):
    mention(ann)
    mailing.make_mails(at(9))
    pk = mailing.mails_to_send()[0]

    class Killed(BaseException):
        pass

    def die(*_: object) -> None:
        raise Killed

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", die)
    with pytest.raises(Killed):
        mailing.send_mail(pk)
    monkeypatch.undo()

    assert (run(at(9, 5)), run(at(8, days=1)), Mail.objects.get(pk=pk).state) == (0, 0, "sending")


def test_a_mail_server_that_is_away_is_tried_again_and_then_given_up(ann, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    mention(ann)
    mailing.make_mails(at(9))
    pk = mailing.mails_to_send()[0]

    for _ in range(7):
        mailing.send_mail(pk)

    row = Mail.objects.get(pk=pk)
    assert (row.state, row.faults, "refused" in row.said) == ("failed", 5, True)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_make_and_send_one():
    person = make.user("editor", email="ann@desk.example")
    mention(person)

    def work() -> None:
        run(at(9))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert (Mail.objects.filter(to=person).count(), len(outbox.outbox)) == (1, 1)
