"""Mail to the people of the desk: one a day, in their morning; where they like, one at once for mentions.

Never one for each event, never twice for the same: what a mail tells of is tied to it before it is sent.
"""

from datetime import datetime, time, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import EmailMultiAlternatives
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from people.models import Profile
from verdicts.following import Notice
from verdicts.mails import Mail
from verdicts.waiting import came_since, count_waiting

MORNING = time(8)
FIRST = timedelta(days=3)  # looked back on in somebody's first mail
PAUSE = timedelta(minutes=10)  # between two mails about mentions
MOST = 50  # notices in one mail
TRIES = 5
Kind, State = Mail.Kind, Mail.State


def make_mails(now: datetime | None = None) -> int:
    """Make the mails that are due, to be sent; how many."""
    now = now or timezone.now()
    made = 0
    profiles = {profile.pk: profile for profile in Profile.objects.all()}
    for user in User.objects.filter(is_active=True).exclude(email="").order_by("pk"):
        profile = profiles.get(user.pk) or Profile(pk=user.pk)
        if profile.mail == Profile.Mail.OFF:
            continue
        if profile.mail == Profile.Mail.MENTIONS:
            made += _make_about_mentions(user, now)
        made += _make_of_the_day(user, profile, now)
    return made


def _make_of_the_day(user: User, profile: Profile, now: datetime) -> bool:
    """The one of this day where they are, if it is morning there and it was not made yet."""
    there = now.astimezone(profile.zone or timezone.get_default_timezone())
    if there.time() < MORNING:
        return False
    last = Mail.objects.filter(to=user, kind=Kind.DAILY).order_by("-pk").first()
    since = last.made_at if last else now - FIRST
    return _make(
        user, Kind.DAILY, there.date().isoformat(), Notice.objects.untold(user), since=since, now=now
    )


def _make_about_mentions(user: User, now: datetime) -> bool:
    mentions = Notice.objects.untold(user).filter(kind=Notice.Kind.MENTIONED)
    first = mentions.order_by("pk").values_list("pk", flat=True).first()
    lately = Mail.objects.filter(to=user, kind=Kind.MENTIONS, made_at__gt=now - PAUSE).exists()
    return (
        first is not None and not lately and _make(user, Kind.MENTIONS, f"notice {first}", mentions, now=now)
    )


def _make(
    user: User, kind: str, key: str, notices: QuerySet, *, now: datetime, since: datetime | None = None
) -> bool:
    """Make one mail and tie to it what it tells of; False where it was made already, or has nothing to tell.

    A day without news is written down too: what comes later waits for the next morning.
    """
    if Mail.objects.filter(to=user, kind=kind, key=key).exists():
        return False
    try:
        with transaction.atomic():
            mail = Mail.objects.create(
                to=user, kind=kind, key=key, state=State.NOTHING, since=since, made_at=now
            )
            chosen = list(notices.values_list("pk", flat=True))
            told = Notice.objects.filter(pk__in=chosen, mail=None).update(mail=mail)
            if not told and not (since and came_since(user, since, now)):
                return False
            Mail.objects.filter(pk=mail.pk).update(state=State.WAITING)
    except IntegrityError:
        return False  # another worker made it at this moment
    return True


def mails_to_send() -> list[int]:
    """Those that wait, the oldest first."""
    return list(Mail.objects.filter(state=State.WAITING).order_by("pk").values_list("pk", flat=True)[:500])


def send_mail(pk: int) -> None:
    """Send one mail, once: it is marked as begun before it goes. Called twice, sent once."""
    if not Mail.objects.filter(pk=pk, state=State.WAITING).update(state=State.SENDING):
        return
    mail = Mail.objects.select_related("to").get(pk=pk)
    message = message_of(mail)
    if message is None:
        Mail.objects.filter(pk=pk).update(state=State.NOTHING)
        return
    try:
        message.send()
    except (OSError, SMTPException) as why:
        again = State.WAITING if mail.faults + 1 < TRIES else State.FAILED
        said = f"{type(why).__name__}: {why}"[:300]
        Mail.objects.filter(pk=pk).update(state=again, faults=mail.faults + 1, said=said)
        return
    Mail.objects.filter(pk=pk).update(state=State.SENT, changed_at=timezone.now())


def message_of(mail: Mail) -> EmailMultiAlternatives | None:
    """The mail in words, in its person's language and time; None where all of it was read or taken back."""
    user, profile = mail.to, Profile.objects.of(mail.to)
    notices = list(Notice.objects.filter(mail=mail).unread().for_page().order_by("pk")[:MOST])
    came = came_since(user, mail.since, mail.made_at) if mail.since else []
    is_off = not user.is_active or not user.email or profile.mail == Profile.Mail.OFF
    if is_off or not (notices or came):
        return None
    zone = profile.zone or timezone.get_default_timezone()
    with translation.override(profile.language or settings.LANGUAGE_CODE), timezone.override(zone):
        known = {
            "notices": notices, "came": came, "user": user, "waiting": count_waiting(user),
            "site": settings.SITE_ADDRESS,
            "settings_url": settings.SITE_ADDRESS + reverse("people:settings"),
            "inbox_url": settings.SITE_ADDRESS + reverse("verdicts:inbox"),
        }  # fmt: skip
        number = len(notices) + len(came)
        subject = ngettext("%(n)d thing for you", "%(n)d things for you", number) % {"n": number}
        plain = render_to_string("verdicts/mail.txt", known)
        message = EmailMultiAlternatives(f"[Fact-check workbench] {subject}", plain, to=[user.email])
        message.attach_alternative(render_to_string("verdicts/mail.html", known), "text/html")
        message.extra_headers["List-Unsubscribe"] = f"<{known['settings_url']}>"
        message.extra_headers["Auto-Submitted"] = "auto-generated"
    return message
