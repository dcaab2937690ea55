"""One table of keys: pages, script, docs and settings agree on it."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from people import keys, services
from people.models import Profile
from tests import make
from tests.pages import as_user, said
from tests.test_house import BASE, TEMPLATES


def usual(**changed: str) -> dict[str, str]:
    return {key.act: key.usual for key in keys.changeable()} | {
        name.replace("_", "-"): key for name, key in changed.items()
    }


def test_every_key_that_a_template_names_is_in_the_table_and_the_other_way_round():
    def named(attribute: str, files: list) -> set[str]:
        found = {key for path in files for key in re.findall(rf'\s{attribute}="([^"]+)"', path.read_text())}
        return {key for key in found if "{" not in key}

    desk = [path for path in TEMPLATES if "admin" not in path.parts]
    review = [path for path in TEMPLATES if "admin" in path.parts]
    page = {key.usual for key in keys.KEYS if key.scope == keys.PAGE}
    asked = {
        key.usual for key in keys.KEYS if any(f"[data-key='{key.usual}']" in need for need, _ in key.meanings)
    }
    marking = {key.usual for key in keys.KEYS if any("data-mark-key" in need for need, _ in key.meanings)}

    assert named("data-key", desk) - page == set()
    assert asked - named("data-key", desk) <= {"a", "r"}  # both are filled in by the template
    assert named("data-mark-key", desk) == marking
    assert named("data-key", review) | {"j", "k"} == {key.usual for key in keys.REVIEW_KEYS}


def test_the_usual_keys_do_not_clash():
    assert list(keys.clashes(keys.keys_of({}))) == []


def test_the_document_is_the_table(capsys):
    call_command("list_keys")

    assert capsys.readouterr().out == (BASE / "docs/keys.md").read_text()


@pytest.mark.django_db
class TestChanging:
    def test_a_changed_key_holds_and_only_what_differs_is_stored(self):
        person = make.editor()

        answer = as_user(person).post("/settings/keys/", usual(accept="b", go_queue="g z"), follow=True)

        assert Profile.objects.of(person).key_map == {"accept": "b", "go-queue": "g z"}
        assert 'data-act="accept" data-scope="page" data-usual="a" data-now="b"' in said(answer)

    def test_two_acts_may_change_places(self):
        person = make.editor()

        as_user(person).post("/settings/keys/", usual(next="k", previous="j"))

        assert Profile.objects.of(person).key_map == {"next": "k", "previous": "j"}

    @pytest.mark.parametrize(
        ("changed", "sentence"),
        [
            ({"accept": "c"}, "c already does this: Accept"),
            ({"accept": "?"}, "? always shows the list"),
            ({"accept": "g"}, "g begins the keys of two letters"),
            ({"accept": "ab"}, "Type one letter"),
            ({"accept": "g  "}, "g begins the keys of two letters"),
            ({"accept": "\u200b"}, "Type one letter"),
            ({"accept": "x" * 50_000}, "at most 3 characters"),
            ({"accept": "\x00"}, "Null characters"),
        ],
    )
    def test_what_clashes_or_is_no_key_is_refused_with_a_sentence(self, changed, sentence):
        person = make.editor()

        answer = as_user(person).post("/settings/keys/", usual(**changed))

        assert (answer.status_code, Profile.objects.count()) == (422, 0)
        assert sentence in said(answer)

    def test_all_is_as_usual_again_and_the_rest_of_the_settings_stays(self):
        person = make.editor()
        services.change_profile(person, key_map={"accept": "b"}, theme="dark")

        as_user(person).post("/settings/keys/", {"usual": "1"})

        kept = Profile.objects.of(person)
        assert (kept.key_map, kept.theme) == ({}, "dark")

    @pytest.mark.parametrize("stored", [{"accept": 5}, {"accept": "?"}, {"gone": "b"}, {"accept": None}])
    def test_what_is_stored_and_means_nothing_is_passed_over(self, stored):
        person = make.editor()
        services.change_profile(person, key_map=stored)

        answer = as_user(person).get("/settings/keys/")

        assert answer.status_code == 200
        assert keys.keys_of(stored) == keys.keys_of({})


@pytest.mark.django_db(transaction=True)
class TestInTheBrowser:
    def test_a_changed_key_does_it_the_usual_one_no_longer_and_the_list_says_so(self, signed_in):
        person = make.editor()
        services.change_profile(person, key_map={"go-queue": "b", "go-sources": "g q"})
        page = signed_in(person)
        page.goto("/settings/keys/")

        page.keyboard.press("?")
        expect(page.locator("#keys [data-act='go-queue'] kbd")).to_have_text("b")
        page.keyboard.press("Escape")
        page.keyboard.press("g")
        page.keyboard.press("d")
        page.wait_for_url("**/disputes/")
        page.keyboard.press("b")
        page.wait_for_url("**/queue/**")
        page.keyboard.press("g")
        page.keyboard.press("q")
        page.wait_for_url("**/sources/")

    def test_keys_work_on_a_keyboard_of_other_letters_and_not_while_typing(self, signed_in):
        page = signed_in(make.editor())
        page.goto("/settings/keys/")
        cyrillic = """keys => keys.forEach(([key, code]) => document.activeElement.dispatchEvent(
            new KeyboardEvent("keydown", {key, code, bubbles: true, cancelable: true})))"""
        pressed = [["п", "KeyG"], ["в", "KeyD"]]

        page.locator("#id_accept").focus()
        page.evaluate(cyrillic, pressed)
        page.keyboard.press("b")
        expect(page).to_have_url(re.compile("/settings/keys/$"))
        page.keyboard.press("Escape")
        page.evaluate(cyrillic, pressed)

        page.wait_for_url("**/disputes/")
