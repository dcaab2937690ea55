"""A person's own settings: clock, language, colours, mail."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from people import services
from people.models import Profile
from tests import make
from tests.pages import HTMX, as_user, said

pytestmark = pytest.mark.django_db
CHOSEN = {"language": "", "time_zone": "Asia/Kathmandu", "theme": "dark", "mail": "off"}


def test_who_never_chose_anything_has_the_defaults_and_no_row():
    profile = Profile.objects.of(make.editor())

    assert (profile.time_zone, profile.theme, profile.mail, profile.key_map) == ("", "system", "daily", {})
    assert Profile.objects.count() == 0


def test_what_is_chosen_holds_and_is_shown_again():
    person = make.editor()
    desk = as_user(person)

    answer = desk.post("/settings/", CHOSEN, follow=True)

    kept = Profile.objects.of(person)
    assert {name: getattr(kept, name) for name in CHOSEN} == CHOSEN
    assert "Saved." in said(answer)
    assert '<option value="Asia/Kathmandu" selected>Kathmandu (+05:45)</option>' in said(answer)
    assert 'data-theme="dark"' in said(answer)


def test_changing_one_thing_keeps_the_others():
    person = make.editor()
    services.change_profile(person, key_map={"accept": "Y"}, tour_done=True)

    as_user(person).post("/settings/", CHOSEN)

    kept = Profile.objects.of(person)
    assert (kept.key_map, kept.tour_done, kept.theme) == ({"accept": "Y"}, True, "dark")


@pytest.mark.parametrize(
    "wrong",
    [
        {"time_zone": "Mars/Olympus"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "x" * 100_000},
        {"language": "tlh"},
        {"theme": "pink"},
        {"mail": "hourly"},
        {"mail": ""},
    ],
)
def test_what_is_no_choice_is_refused_and_nothing_is_stored(wrong):
    answer = as_user(make.editor()).post("/settings/", CHOSEN | wrong)

    assert (answer.status_code, Profile.objects.count()) == (422, 0)
    assert "errorlist" in said(answer)


def test_times_are_shown_by_the_persons_clock():
    person = make.editor()
    make.work("Village A has no doctor.", due_at=datetime(2026, 3, 7, 22, 30, tzinfo=UTC))
    before = said(as_user(person).get("/queue/"))

    services.change_profile(person, time_zone="Asia/Kathmandu")

    assert "due 7 Mar 22:30" in before
    assert "due 8 Mar 04:15" in said(as_user(person).get("/queue/"))
    assert "due 7 Mar 22:30" in said(as_user(make.editor()).get("/queue/"))  # the next in the same thread


@pytest.mark.parametrize("gone", ["Europe/Atlantis", "../../etc/passwd", "/etc/passwd"])
def test_a_time_zone_that_the_machine_no_longer_knows_breaks_no_page(gone):
    person = make.editor()
    services.change_profile(person, time_zone=gone)

    assert as_user(person).get("/settings/").status_code == 200


def test_the_database_refuses_other_words_and_keys_that_are_no_map():
    person = make.editor()
    for wrong in ({"theme": "pink"}, {"mail": "hourly"}, {"key_map": ["a"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            services.change_profile(person, **wrong)


def test_the_colours_are_chosen_from_the_menu_with_and_without_a_script():
    person = make.editor()
    desk = as_user(person)

    by_script = desk.post("/settings/colours/", {"theme": "dark"}, headers=HTMX)
    plainly = desk.post(
        "/settings/colours/", {"theme": "light"}, headers={"Referer": "http://testserver/queue/"}
    )
    wrong = desk.post("/settings/colours/", {"theme": "pink"})
    elsewhere = desk.post(
        "/settings/colours/", {"theme": "light"}, headers={"Referer": "http://evil.example/"}
    )

    assert (by_script.status_code, wrong.status_code) == (204, 400)
    assert (plainly["Location"], elsewhere["Location"]) == ("http://testserver/queue/", "/settings/")
    assert Profile.objects.of(person).theme == "light"


def test_nobody_sees_or_changes_the_settings_of_another():
    mine, theirs = make.editor(), make.editor()

    as_user(mine).post("/settings/", CHOSEN | {"user": theirs.pk, "pk": theirs.pk})

    assert [profile.user for profile in Profile.objects.all()] == [mine]
