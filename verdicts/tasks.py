"""The workers' doors to evidence."""

from celery import shared_task

from verdicts import copies, mailing, working


@shared_task(ignore_result=True, soft_time_limit=150, time_limit=180)
def look_at_link(copy_pk: int) -> None:
    """Keep what one piece of evidence links to, or look whether it is still there."""
    copies.look_at_link(copy_pk)


@shared_task(ignore_result=True)
def look_at_evidence() -> None:
    """Queue the links that are due: new ones, and those to be looked at again. A lost one comes due again."""
    for pk in copies.due_copies():
        look_at_link.delay(pk)


@shared_task(ignore_result=True)
def fill_queue() -> None:
    """Put newly read claims into the queue, and rank anew those whose disputes changed."""
    working.fill_queue()


@shared_task(ignore_result=True)
def follow_copies(article: int) -> None:
    """Put the claims of an article into the queue that is no copy any more, or take them out."""
    working.follow_copies(article)


@shared_task(ignore_result=True)
def mail_what_is_due() -> None:
    """Make the mails that are due, and queue those that wait: one that was lost comes again."""
    mailing.make_mails()
    for pk in mailing.mails_to_send():
        send_mail.delay(pk)


@shared_task(ignore_result=True, soft_time_limit=60, time_limit=90)
def send_mail(mail_pk: int) -> None:
    """Send one mail, once."""
    mailing.send_mail(mail_pk)
