"""Every form of the workbench at its limits: whatever is sent, the answer is clear and never a fault of ours.

Each address that takes a form is sent every kind of nonsense, in all its fields at once and in one field of a
form that is good otherwise; and each is asked about things that are not there. `FORMS` must name them all.
"""

import re
from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any
from urllib.parse import quote_from_bytes
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from claims.models import Figure, Suggestion
from tests import make
from verdicts import noting, placements, saved_filters, services, spans
from verdicts.digests import (
    digest_of_claim,
    digest_of_dispute,
    digest_of_figure,
    digest_of_pair,
    digest_of_span,
)
from verdicts.models import Act, Rating

pytestmark = pytest.mark.django_db

TYPE = "application/x-www-form-urlencoded"
NONSENSE = {
    "a NUL": b"a\0b",
    "half a pair": b"a\xed\xa0\x80b \xff",  # a lone surrogate, as some programs write it; and no UTF-8 at all
    "other letters": "ملاحظة १२३ ²".encode(),
    "other digits": "١٢٣".encode(),
    "much too long": b"x" * 100_001,
    "too many digits": b"9" * 5_000,
    "a great number": str(10**30).encode(),
    "no end": b"-1e999",
}
ONE_AT_A_TIME = ("a NUL", "too many digits", "other digits")


class World:
    """A desk with one of everything, and a good form for each address that takes one."""

    def __init__(self) -> None:
        self.me, other = make.admin(), make.editor()
        self.dispute, self.target = make.dispute(3000, 6000, 9000), make.dispute(1, 2, question="How many?")
        self.one, self.two = self.dispute.figures.order_by("pk")[:2]
        self.claim = self.one.claim
        self.version = self.claim.version
        self.article = self.version.article
        self.note = noting.write_note(self.claim, text="A note.", by=self.me)
        self.verdict = services.give_verdict(
            self.claim, rating=Rating.objects.all()[0], summary="So.", reason="List.", by=other,
            seen=digest_of_claim(self.claim),
        )  # fmt: skip
        self.resolution = services.resolve_dispute(
            self.dispute, method="open", low=None, best=None, high=None, wording="We don't know.",
            reason="Unclear.", seen=digest_of_dispute(self.dispute), by=other,
        )  # fmt: skip
        self.work = make.work()
        spans.mark_claim(self.version, 0, 9, by=other)
        self.act = Act.objects.all()[0]
        self.filter = saved_filters.save_filter(
            name="Mine", room="queue", query="status=new", is_shared=False, by=self.me
        )
        stray = make.figure(7)
        self.suggestion = Suggestion.objects.create(
            figure=stray, dispute=self.dispute, reason="like", score=1
        )
        self.placement = placements.move_figures(
            self.target, figures=[self.target.figures.all()[0].pk], to=None,
            seen=digest_of_dispute(self.target), reason="", by=self.me,
        )  # fmt: skip
        self.one = Figure.objects.get(pk=self.one.pk)

    def forms(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """The name of an address, its path, and a form that is good there."""
        w, d = self, self.dispute
        span, text = digest_of_span(self.claim), self.version.text
        pair, board = digest_of_pair(self.one, self.two), digest_of_dispute(d)
        figure = digest_of_figure(self.one)
        evidence = {"evidence-TOTAL_FORMS": "1", "evidence-INITIAL_FORMS": "0", "evidence-0-address": "",
                    "evidence-0-quote": "Words.", "evidence-0-stance": "context"}  # fmt: skip
        a = f"/articles/{self.article.pk}"
        yield "articles:add", "/articles/add/", {"text": "Nine fell.", "title": "T", "publisher": "P",
                                                 "published_on": "2026-01-02", "address": ""}  # fmt: skip
        yield "articles:read_again", f"{a}/read-again/", {}
        yield "articles:edit", f"{a}/details/", {"title": "T", "publisher": "P", "published_on": "2026-01-02",
                                                 "address": "", "seen": self.article.digest()}  # fmt: skip
        yield "articles:fetch_again", f"{a}/fetch-again/", {}
        yield "articles:check_by_itself", f"{a}/check-by-itself/", {"is_on": "yes"}
        yield "articles:judge_copy", f"{a}/copy/judge/", {"is_copy": "yes"}
        yield "articles:paste_newer", f"{a}/versions/add/", {"text": "Ten fell.", "seen": "1"}
        yield "articles:add_addresses", "/intake/add/", {"addresses": "https://example.org/a"}
        yield "articles:add_files", "/intake/add-files/", {"files": "x"}
        yield "articles:try_again", "/intake/1/try-again/", {}
        yield "articles:dismiss_intake", "/intake/1/dismiss/", {}
        yield "claims:name_question", f"/disputes/{d.pk}/question/", {"question": "Who?", "seen": board}
        yield "verdicts:deal", "/queue/deal/", {"q": "a", "status": "new", "who": "", "sort": "rank"}
        yield "verdicts:change_work", "/queue/change/", {
            "claim": str(w.work.pk), "act": "", "status": "done", "priority": "1", "assignee": str(w.me.pk),
            "due_at": "2026-12-01T10:00", "query": "status=new", "only": "",
        }  # fmt: skip
        yield "verdicts:take_work", "/queue/take/", {"claim": str(w.work.pk), "only": "", "query": "q=a"}
        yield "verdicts:give_back_work", "/queue/give-back/", {"claim": str(w.work.pk), "only": ""}
        yield "verdicts:undo_work", f"/queue/undo/{uuid4()}/", {"query": "q=a"}
        weights = {"worth": "1", "conflict": "1", "doubt": "1", "reach": "1", "freshness": "1"}
        yield "verdicts:weigh", "/queue/weights/", weights
        yield "verdicts:weigh_team", "/queue/weights/team/", weights
        yield (
            "verdicts:save_filter",
            "/filters/",
            {"name": "N", "room": "queue", "query": "q=a", "is_shared": ""},
        )
        yield "verdicts:change_filter", f"/filters/{w.filter.pk}/", {"name": "N", "is_shared": "on"}
        yield "verdicts:delete_filter", f"/filters/{w.filter.pk}/delete/", {}
        yield "verdicts:restore_filter", f"/filters/{w.filter.pk}/restore/", {}
        yield "verdicts:undo_anchoring", "/orphans/1/undo/", {"article": str(w.article.pk)}
        for kind, row in (("claim", w.claim), ("figure", w.one)):
            yield f"verdicts:answer_orphan_{kind}", f"/orphans/{kind}/{row.pk}/", {
                "to": str(row.pk), "reason": "R", "answer": "anchor", "about": f"{kind}-{row.pk}",
                "article": str(w.article.pk),
            }  # fmt: skip
        yield "verdicts:read_notices", "/inbox/read/", {"notice": "1"}
        yield "verdicts:take_back", f"/history/acts/{w.act.pk}/take-back/", {"next": "/history/"}
        yield (
            "verdicts:notes",
            f"/notes/claim/{w.claim.pk}/",
            {"text": "T", "tell": "", "thread": str(w.note.pk)},
        )
        on_words = {"text": "T", "tell": "", "start": "0", "quote": text[:9], "thread": ""}
        yield "verdicts:notes", f"/notes/version/{w.version.pk}/", on_words
        yield "verdicts:edit_note", f"/notes/{w.note.pk}/edit/", {"text": "T", "seen": "A note."}
        yield "verdicts:change_note", f"/notes/{w.note.pk}/resolve/", {}
        overruled = {"relation": "same", "reason": "R", "seen": pair}
        yield "verdicts:beside", f"/figures/{w.one.pk}/beside/{w.two.pk}/", overruled
        yield "verdicts:withdraw_overruling", f"/figures/{w.one.pk}/beside/{w.two.pk}/withdraw/", {
            "reason": "R", "seen": pair}  # fmt: skip
        for make_it in ("claim", "figure", "attribution", "evidence", "ends"):
            yield "verdicts:mark_span", f"/texts/{w.version.pk}/mark/", {
                "start": "0", "end": "9", "words": text[:9], "make": make_it, "row": f"claim-{w.claim.pk}",
                "seen": span, "name": "Ministry", "kind": "government", "role": "originator", "cue": "said",
            }  # fmt: skip
        yield "verdicts:undo", f"/texts/{w.version.pk}/undo/", {}
        yield "verdicts:redo", f"/texts/{w.version.pk}/redo/", {}
        yield "verdicts:dismiss_claim", f"/claims/{w.claim.pk}/dismiss/", {"reason": "R", "seen": span}
        yield "verdicts:restore_claim", f"/claims/{w.claim.pk}/restore/", {"seen": span}
        for outcome in ("confirmed", "dismissed", "corrected"):
            yield "verdicts:review_figure", f"/figures/{w.one.pk}/review/", {
                "outcome": outcome, "ready": "", "reason": "R", "relation": "=", "value": "7", "low": "",
                "high": "", "dimension": "count", "unit": "soldier", "measure": "m", "event": "kill",
                "population": "", "place": "", "when": "", "seen": figure,
            }  # fmt: skip
        yield "verdicts:give_verdict", f"/claims/{w.claim.pk}/verdicts/", {
            "rating": str(Rating.objects.all()[0].pk), "summary": "S", "reason": "R",
            "seen": digest_of_claim(w.claim), **evidence,
        }  # fmt: skip
        decision = {"method": "range", "low": "1", "best": "2", "high": "3", "wording": "W", "reason": "R",
                    "seen": board, **evidence}  # fmt: skip
        yield "verdicts:resolve_dispute", f"/disputes/{d.pk}/resolutions/", decision
        yield "verdicts:keep_draft", f"/disputes/{d.pk}/draft/", decision
        yield "verdicts:drop_draft", f"/disputes/{d.pk}/draft/discard/", {}
        yield "verdicts:regroup", f"/disputes/{d.pk}/regroup/", {
            "figure": str(w.two.pk), "to": "new", "question": "Q", "reason": "R", "seen": board,
            "q": "a"}  # fmt: skip
        yield "verdicts:merge", f"/disputes/{d.pk}/merge/", {"into": str(w.target.pk), "reason": "R",
                                                             "seen": board, "q": "a"}  # fmt: skip
        yield "verdicts:answer_suggestion", f"/disputes/{d.pk}/suggestions/{w.suggestion.pk}/", {
            "answer": "yes", "seen": board}  # fmt: skip
        yield "verdicts:undo_placement", f"/disputes/{w.target.pk}/undo/{w.placement.pk}/", {}
        for kind, row in (("verdict", w.verdict), ("resolution", w.resolution)):
            yield f"verdicts:return_{kind}", f"/{kind}s/{row.pk}/return/", {"because": "R", "next": "/"}
            yield f"verdicts:override_{kind}", f"/{kind}s/{row.pk}/override/", {"because": "R", "next": "/"}
            yield f"verdicts:approve_{kind}", f"/{kind}s/{row.pk}/approve/", {"next": "/"}
        yield "people:settings", "/settings/", {"language": "", "time_zone": "Europe/Paris", "theme": "dark",
                                                "mail": "off"}  # fmt: skip
        yield "people:keys", "/settings/keys/", {"undo": "y", "reset": ""}
        yield "people:choose_theme", "/settings/colours/", {"theme": "dark"}


def send(client: Client, path: str, fields: dict[str, Any]) -> int:
    """The status of the answer to a form, whose values may be bytes that no browser would send."""
    pairs = (
        f"{name}={quote_from_bytes(value if isinstance(value, bytes) else str(value).encode())}"
        for name, value in fields.items()
    )
    return client.generic("POST", path, "&".join(pairs), content_type=TYPE).status_code


def visitor(world: World) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(world.me, backend="django.contrib.auth.backends.ModelBackend")
    return client


def takes_forms() -> Iterator[str]:
    """The names of our addresses that do not refuse a form outright."""
    for name, pattern in _patterns(get_resolver()):
        code = pattern.callback.__code__ if not hasattr(pattern.callback, "__wrapped__") else None
        allowed = _allowed(pattern.callback)
        if code is None and (allowed is None or "POST" in allowed):
            yield name


def _patterns(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from _patterns(item, item.namespace or space)
        elif space in ("articles", "claims", "verdicts", "sources", "people"):
            yield f"{space}:{item.name}", item


def _allowed(view: Callable[..., Any]) -> list[str] | None:
    """The methods that `require_http_methods` lets through, wherever it stands among the decorators."""
    while view is not None:
        for cell in view.__closure__ or ():
            found = cell.cell_contents
            if isinstance(found, list) and found and all(m in ("GET", "HEAD", "POST") for m in found):
                return found
        view = getattr(view, "__wrapped__", None)  # type: ignore[assignment]
    return None


def test_every_address_that_takes_a_form_is_tried():
    named = {name for name, _, _ in World().forms()}

    assert set(takes_forms()) - named == set()


def test_no_nonsense_in_all_fields_at_once_is_a_fault_of_ours():
    world = World()
    client, broken = visitor(world), []
    for name, path, good in world.forms():
        for kind, value in NONSENSE.items():
            status = send(client, path, dict.fromkeys(good, value))
            if status >= 500:
                broken.append((name, kind, status))

    assert broken == []


def test_no_nonsense_in_one_field_of_a_good_form_is_a_fault_of_ours():
    broken = []
    world = World()
    client = visitor(world)
    for name, path, good in world.forms():
        for field, kind in zip(good, cycle(ONE_AT_A_TIME), strict=False):
            status = send(client, path, good | {field: NONSENSE[kind]})
            if status >= 500:
                broken.append((name, field, kind))

    assert broken == []


def test_a_form_of_another_type_or_with_a_thousand_fields_is_no_fault_of_ours():
    world = World()
    client, broken = visitor(world), []
    for name, path, good in world.forms():
        twice = "&".join(f"{field}=1&{field}=2" for field in good)
        statuses = [
            client.generic("POST", path, twice, content_type=TYPE).status_code,
            client.generic("POST", path, '{"a": [1]}', content_type="application/json").status_code,
            client.generic("POST", path, "--x", content_type="multipart/form-data; boundary=x").status_code,
            client.generic(
                "POST", path, "&".join(f"f{n}=1" for n in range(2_000)), content_type=TYPE
            ).status_code,
        ]
        broken += [(name, status) for status in statuses if status >= 500]

    assert broken == []


def test_what_is_not_there_is_not_found():
    world = World()
    client, broken = visitor(world), []
    for name, path, good in world.forms():
        for pk in ("0", str(10**30)):
            absent = re.sub(r"/\d+(?=/)", f"/{pk}", path)
            if absent != path:
                status = send(client, absent, good)
                broken += [(name, pk, status)] if status not in (403, 404, 409) else []

    assert broken == []


def test_a_good_form_sent_twice_is_no_fault_and_doubles_nothing():
    world = World()
    client, broken = visitor(world), []
    for name, path, good in world.forms():
        statuses = [send(client, path, good) for _ in "12"]
        broken += [(name, statuses)] if max(statuses) >= 500 else []

    assert broken == []
