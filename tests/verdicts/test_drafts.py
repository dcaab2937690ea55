"""An editor's unfinished resolution is kept on the server until it is proposed or discarded."""

import pytest

from claims.models import Dispute
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_dispute
from verdicts.models import Draft, Resolution
from verdicts.placements import merge_disputes

pytestmark = pytest.mark.django_db


def typed(dispute: Dispute, **fields: str) -> dict[str, str]:
    return {
        "seen": digest_of_dispute(dispute), "method": "range", "low": "three", "wording": "Between 3 and",
        "reason": "", "evidence-TOTAL_FORMS": "1", "evidence-INITIAL_FORMS": "0",
        "evidence-0-address": "example.org/list", "evidence-0-quote": "", "evidence-0-stance": "supports",
    } | fields  # fmt: skip


def keep(desk, dispute: Dispute, *, headers=None, **fields: str):
    return desk.post(f"/disputes/{dispute.pk}/draft/", typed(dispute, **fields), headers=headers)


def test_what_was_typed_is_there_again_however_wrong_it_is():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())

    keep(desk, dispute)
    page = said(desk.get(dispute.get_absolute_url()))

    assert all(
        words in page for words in ('value="three"', "Between 3 and", "example.org/list", "Discard the draft")
    )
    assert said(as_user(make.editor()).get(dispute.get_absolute_url())).count("Between 3 and") == 0


def test_it_is_kept_once_and_says_when():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())
    by_itself = HTMX | {"HX-Target": "draft-state"}

    for wording in ("One", "Two"):
        answer = keep(desk, dispute, headers=by_itself, wording=wording)

    assert "Your draft is kept" in said(answer)
    assert Draft.objects.get().typed["fields"]["wording"] == "Two"


def test_the_button_gives_the_form_back_with_what_was_typed():
    dispute = make.dispute(3, 6)

    page = said(keep(as_user(make.editor()), dispute, headers=HTMX))

    assert ('id="resolution-form"' in page, 'hx-swap-oob="true"' in page, 'value="three"' in page) == (
        True,
    ) * 3


def test_a_method_fills_in_its_part_and_leaves_the_rest_of_the_draft():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())
    keep(desk, dispute, reason="Because of the list.")

    page = said(desk.get(dispute.get_absolute_url() + "?method=range"))

    assert ("Sources differ: 3" in page, "Because of the list." in page) == (True, True)


def test_it_says_when_the_board_changed_since():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())
    keep(desk, dispute)
    make.figure(9, dispute=dispute)

    assert "The board changed since you wrote it" in said(desk.get(dispute.get_absolute_url()))


def test_it_is_discarded_on_request_and_when_nothing_is_left_of_it():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())
    keep(desk, dispute)
    desk.post(f"/disputes/{dispute.pk}/draft/discard/")
    assert not Draft.objects.exists()

    keep(desk, dispute)
    keep(desk, dispute, low="", wording=" ".strip(), **{"evidence-0-address": ""})

    assert not Draft.objects.exists()


def test_a_proposed_resolution_ends_its_draft_and_keeping_that_comes_late_does_not_bring_it_back():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())
    whole = {"low": "3", "reason": "They differ.", "evidence-0-address": "https://example.org/list"}
    keep(desk, dispute, **whole)

    answer = desk.post(f"/disputes/{dispute.pk}/resolutions/", typed(dispute, **whole))
    keep(desk, dispute, **whole)

    assert (answer.status_code, Resolution.objects.count(), Draft.objects.count()) == (302, 1, 0)


def test_a_draft_on_a_dispute_that_was_merged_is_there_on_the_one_it_is_now():
    dispute, other = make.dispute(3, 6), make.dispute(4, 5)
    desk = as_user(make.editor())
    keep(desk, dispute)
    merge_disputes(dispute, into=other, seen=digest_of_dispute(dispute), by=make.editor())

    assert "Between 3 and" in said(desk.get(other.get_absolute_url()))
    desk.post(f"/disputes/{other.pk}/draft/discard/")
    assert not Draft.objects.exists()


@pytest.mark.parametrize("wording", ["nul\x00byte", "x" * 200_000, "<script>alert(1)</script>", "﷽" * 500])
def test_whatever_is_typed_is_kept_or_cut_and_never_breaks_the_page(wording):
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())

    assert keep(desk, dispute, wording=wording).status_code == 302
    page = said(desk.get(dispute.get_absolute_url()))

    assert (wording.replace("\0", "")[:20].replace("<", "&lt;").replace(">", "&gt;") in page) is True


def test_a_reader_keeps_none():
    dispute = make.dispute(3, 6)

    assert keep(as_user(make.reader()), dispute).status_code == 403
