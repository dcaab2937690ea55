"""The review list of new names."""

import time

import pytest
from django.test import Client

from sources import services
from sources.likeness import is_slip
from sources.loading import load_register
from sources.models import Alias, Source
from tests import make

pytestmark = pytest.mark.django_db
REVIEW = "/admin/sources/source/review/"


@pytest.fixture
def client() -> Client:
    client = Client()
    client.force_login(make.admin())
    return client


def known(name: str, kind: str = "government") -> Source:
    source = make.source(name, kind)
    services.mark_reviewed(Source.objects.filter(pk=source.pk))
    return source


def suggested(client: Client) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Each new name, what it may be, and why."""
    rows = client.get(REVIEW).context["page"].object_list
    return {row.source.name: (row.other.name, row.likeness.reasons) for row in rows if row.other}


@pytest.mark.parametrize(
    ("new", "old", "reason"),
    [
        ("Ukaine", "Ukraine", "spelled nearly as “Ukraine”"),
        ("KCNA", "Korean Central News Agency", "“KCNA” are the initials of “Korean Central News Agency”"),
        ("Korean Central News Agency", "KCNA", "“KCNA” are the initials of “Korean Central News Agency”"),
        (
            "ISW",
            "Institute for the Study of War",
            "“ISW” are the initials of “Institute for the Study of War”",
        ),
    ],
)
def test_a_new_name_is_offered_with_the_reason(client, new, old, reason):
    known(old)
    make.source(new)

    other, reasons = suggested(client)[new]
    assert (other, reason in reasons) == (old, True)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("North Korea", "South Korea"),
        ("Iran", "Iraq"),
        ("Gambia", "Zambia"),
        ("43rd Brigade", "42nd Brigade"),
    ],
)
def test_two_that_only_look_alike_are_not_offered(client, new, old):
    known(old)
    make.source(new)

    assert suggested(client) == {}


def test_a_name_of_the_starter_register_is_offered(client):
    make.source("AP")
    known("Associated Press")
    load_register()

    assert suggested(client)["AP"][0] == "Associated Press"


def test_what_the_starter_register_brings_is_known_and_not_on_the_list(client):
    make.source("Ukaine")
    load_register()

    assert suggested(client) == {"Ukaine": ("Ukraine", ("spelled nearly as “Ukraine”",))}
    assert client.get(REVIEW).context["page"].paginator.count == 1


def test_an_acronym_that_an_article_spells_out_is_offered(client):
    known("Zentrum Fuer Lage")
    version = make.version("Nine fell, the Zentrum Fuer Lage (ZFLX) said.")
    figure = make.figure(9, said_by="ZFLX")
    figure.attributions.update(version=version)

    other, reasons = suggested(client)["ZFLX"]
    assert (other, reasons[0]) == ("Zentrum Fuer Lage", "an article writes “Zentrum Fuer Lage (ZFLX)”")


def test_a_shorter_name_in_the_same_articles_is_offered(client):
    known("Volodymyr Zelensky", "person")
    figure = make.figure(9, said_by="Volodymyr Zelensky")
    make.attribution(figure, "Zelensky")

    other, reasons = suggested(client)["Zelensky"]
    assert (other, reasons[-1]) == ("Volodymyr Zelensky", "both are named in 1 article")


def test_of_two_new_names_the_one_named_more_often_is_kept(client):
    make.figure(9, said_by="Ukaine")
    for value in (1, 2):
        make.figure(value, said_by="Ukraine")

    assert list(suggested(client)) == ["Ukaine"]


def test_accepting_merges_and_tells_why(client):
    right, wrong = known("Ukraine"), make.source("Ukaine")

    client.post(REVIEW, {"act": "accept", "source": wrong.pk, "other": right.pk, "why": "a slip"})

    wrong.refresh_from_db()
    assert (wrong.stands_for, wrong.is_reviewed, suggested(client)) == (right, True, {})


def test_what_is_rejected_is_never_offered_again(client):
    right, wrong = known("Ukraine"), make.source("Ukaine")

    client.post(REVIEW, {"act": "reject", "source": wrong.pk, "other": right.pk})

    assert suggested(client) == {}
    assert "1 pair told apart" in client.get(REVIEW).content.decode()


def test_several_are_accepted_at_once(client):
    right = known("Ukraine")
    wrong = [make.source(name) for name in ("Ukaine", "Ukrane")]

    client.post(REVIEW, {"act": "accept-chosen", "chosen": [f"{source.pk}:{right.pk}" for source in wrong]})

    assert Source.objects.filter(merged_into=right).count() == 2


def test_a_source_of_its_own_leaves_the_list(client):
    source = make.source("Ukaine")

    client.post(REVIEW, {"act": "keep", "source": source.pk})

    assert client.get(REVIEW).context["page"].paginator.count == 0


def test_what_is_skipped_comes_last(client):
    first, second = make.source("First"), make.source("Second")

    client.post(REVIEW, {"act": "skip", "source": second.pk})

    assert [row.source for row in client.get(REVIEW).context["page"].object_list] == [first, second]


def test_a_second_accept_is_told_and_changes_nothing(client):
    right, wrong = known("Ukraine"), make.source("Ukaine")
    send = {"act": "accept", "source": wrong.pk, "other": right.pk}
    client.post(REVIEW, send)

    page = client.post(REVIEW, send, follow=True).content.decode()

    assert "merged into Ukraine already" in page


@pytest.mark.parametrize(
    "sent", [{"act": "accept", "source": "x", "other": "9" * 40}, {"act": "accept", "source": "1"}]
)
def test_nonsense_is_not_found(client, sent):
    assert client.post(REVIEW, sent).status_code == 404


def test_an_editor_may_not_review():
    client = Client()
    client.force_login(make.editor())

    assert client.get(REVIEW).status_code in (302, 403)


def test_the_starter_register_is_loaded_by_a_button(client):
    page = client.post("/admin/sources/source/load/", follow=True).content.decode()

    assert ("The starter register is loaded" in page, Source.objects.filter(name="NATO").exists()) == (
        True,
        True,
    )


def test_ten_thousand_sources_are_compared_in_seconds_and_few_queries(client, django_assert_max_num_queries):
    parts = ("Ministry", "Bureau", "Office", "Agency", "Council")
    names = [f"{parts[n % 5]} of district {n // 5} affairs" for n in range(10_000)]
    made = Source.objects.bulk_create(
        Source(name=n, kind="other", is_reviewed=i > 300) for i, n in enumerate(names)
    )
    Alias.objects.bulk_create([Alias(source=s, name=s.name, key=s.name.lower()) for s in made])
    begun = time.process_time()

    with django_assert_max_num_queries(25):
        client.get(REVIEW)

    assert time.process_time() - begun < 6


def test_a_slip_is_told_in_any_alphabet():
    assert (is_slip("министерство", "министерсво"), is_slip("연합뉴스", "연합뉴쓰")) == (True, False)
