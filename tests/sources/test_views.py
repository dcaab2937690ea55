"""The register as everybody sees it."""

import pytest

from sources.models import Source
from sources.services import add_alias, merge_sources
from tests import make
from tests.pages import as_user, said

pytestmark = pytest.mark.django_db

LIST = "/sources/"


def names(page: str) -> list[str]:
    return [source.name for source in Source.objects.order_by("pk") if f">{source.name}</a>" in page]


def test_nobody_sees_sources_without_signing_in(client):
    answers = [client.get(LIST), client.get(make.source().get_absolute_url())]

    assert [answer.status_code for answer in answers] == [302, 302]


def test_an_empty_register_says_where_sources_come_from():
    assert "The worker meets them" in said(as_user(make.reader()).get(LIST))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["KCNA", "Ukraine"]),
        ("?q=kcna", ["KCNA"]),
        ("?q=korean+central", ["KCNA"]),
        ("?q=Ukaine", ["Ukraine"]),
        ("?q=the+UKRAINE", ["Ukraine"]),
        ("?kind=media", ["KCNA"]),
        ("?kind=nonsense", ["KCNA", "Ukraine"]),
        ("?q=nobody", []),
    ],
)
def test_a_source_is_found_by_any_of_its_names(query, found):
    kcna, ukraine = make.source("KCNA", "media"), make.source("Ukraine")
    add_alias(kcna, name="Korean Central News Agency", by=None)
    merge_sources(make.source("Ukaine"), into=ukraine, by=make.admin())

    page = said(as_user(make.reader()).get(LIST + query))

    assert names(page) == found


def test_a_search_is_shown_as_text():
    page = said(as_user(make.reader()).get(LIST, {"q": "<script>alert(1)</script>"}))

    assert ("<script>alert" in page, "No source goes by that name" in page) == (False, True)


def test_the_register_is_paged():
    for number in range(51):
        make.source(f"Source {number:02}")

    pages = [said(as_user(make.reader()).get(LIST, {"page": page})) for page in ("1", "2", "x")]

    assert ["Source 00" in page for page in pages] == [True, False, True]


def test_a_list_counts_what_is_said_under_every_name():
    make.figure(3, said_by="Ukraine")
    make.figure(4, said_by="Ukaine")
    merge_sources(make.source("Ukaine"), into=make.source("Ukraine"), by=make.admin())

    page = said(as_user(make.reader()).get(LIST))

    assert 'data-label="Figures">2</td>' in page


def test_a_page_shows_who_it_is_and_what_it_said_under_every_name():
    ukraine = make.source("Ukraine")
    Source.objects.filter(pk=ukraine.pk).update(
        country="UA", grade="C", grade_reason="counts by radio", side="Kyiv"
    )
    dispute = make.dispute(3000, question="How many fell?")
    make.figure(14000, said_by="Ukaine", dispute=dispute)
    merge_sources(make.source("Ukaine"), into=ukraine, by=make.admin())

    page = said(as_user(make.reader()).get(ukraine.get_absolute_url()))

    texts = (
        "UA",
        "fairly reliable",
        "counts by radio",
        "Kyiv",
        "14,000 soldiers",
        "as “Ukaine”",
        "How many fell?",
    )
    assert [text in page for text in texts] == [True] * len(texts)


def test_the_page_of_a_merged_source_says_whom_it_stands_for():
    wrong, right = make.source("Ukaine"), make.source("Ukraine")
    merge_sources(wrong, into=right, by=make.admin())

    page = said(as_user(make.reader()).get(wrong.get_absolute_url()))

    assert "This is another name of" in page


@pytest.mark.parametrize(("role", "may"), [(make.admin, True), (make.editor, False)])
def test_only_an_admin_is_led_to_admin(role, may):
    source = make.source()

    page = said(as_user(role()).get(source.get_absolute_url()))

    assert ("Edit in admin" in page, "Admins keep this register" in page) == (may, not may)


def test_a_source_that_said_nothing_says_so():
    page = said(as_user(make.reader()).get(make.source().get_absolute_url()))

    assert "No figure is attributed to this source" in page
