"""Files of one paper that arrive at the same moment: none is lost, none is there twice."""

import pytest
from django.core.files.storage import default_storage

from campaigns.models import Evidence, IndicatorValue
from emulation.base import audit
from emulation.base.models import StoredFile
from tests.campaigns.parallel import browser, in_july
from tests.pages.papers import open_form, pdf, post, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("july")]


def content(n: int) -> bytes:
    return b"%%PDF-1.4\n%% %d\n%%%%EOF\n" % n


def upload(person, paper, place, name, data):
    client = browser(person)
    return in_july(lambda: client.post(url("submission_upload", paper), {f"{place}-files": pdf(name, data)}))


def kept(paper) -> list[tuple[str, bytes]]:
    """Name and content of each file of the paper, as it lies in the storage."""
    found = []
    for piece in Evidence.objects.filter(submission=paper).select_related("file"):
        with default_storage.open(piece.file.key) as file:
            found.append((piece.file.name, file.read()))
    return sorted(found)


def stored_files(paper) -> int:
    return StoredFile.objects.filter(holder_id=paper.pk).count()


def test_different_files_all_stay(cast, draft, at_once):
    place = f"s{draft.sections.first().pk}"
    people = [cast.owner, cast.head] * 2
    answers = at_once(*(upload(p, draft, place, f"tệp {n}.pdf", content(n)) for n, p in enumerate(people)))
    assert [a.status_code for a in answers] == [200] * 4
    assert kept(draft) == [(f"tệp {n}.pdf", content(n)) for n in range(4)]
    assert audit.history(draft).filter(action="attach").count() == 4


def test_one_name_with_two_contents_are_two_files(cast, draft, at_once):
    place = f"s{draft.sections.first().pk}"
    people = [cast.owner, cast.head]
    answers = at_once(*(upload(p, draft, place, "báo cáo.pdf", content(n)) for n, p in enumerate(people)))
    assert [a.status_code for a in answers] == [200, 200]
    assert kept(draft) == [("báo cáo.pdf", content(0)), ("báo cáo.pdf", content(1))]


def test_one_content_with_two_names_are_two_files(cast, draft, at_once):
    place = f"s{draft.sections.first().pk}"
    at_once(*(upload(cast.owner, draft, place, name, content(1)) for name in ("một.pdf", "hai.pdf")))
    assert kept(draft) == [("hai.pdf", content(1)), ("một.pdf", content(1))]


def test_B49_the_same_file_five_times_at_once_is_one(cast, draft, at_once):
    place = f"s{draft.sections.first().pk}"
    answers = at_once(*(upload(cast.owner, draft, place, "báo cáo.pdf", content(7)) for _ in range(5)))
    assert [a.status_code for a in answers] == [200] * 5
    assert len({a.json()["id"] for a in answers}) == 1
    assert kept(draft) == [("báo cáo.pdf", content(7))]
    assert stored_files(draft) == 1
    assert audit.history(draft).filter(action="attach").count() == 1


def test_files_for_a_figure_that_has_no_row_yet(cast, draft, campaign, at_once):
    IndicatorValue.objects.filter(submission=draft).delete()
    place = f"v{campaign.indicators.get().pk}"
    answers = at_once(*(upload(cast.owner, draft, place, f"tệp {n}.pdf", content(n)) for n in range(4)))
    assert [a.status_code for a in answers] == [200] * 4
    assert IndicatorValue.objects.filter(submission=draft).count() == 1
    assert kept(draft) == [(f"tệp {n}.pdf", content(n)) for n in range(4)]


def test_a_form_with_a_file_that_is_sent_twice_keeps_one(cast, draft, at_once):
    name = f"s{draft.sections.first().pk}"
    browsers = [browser(cast.owner) for _ in range(2)]
    form = open_form(browsers[0], draft) | {f"{name}-content": "Có tệp"}
    answers = at_once(
        *(in_july(lambda b=b: post(b, draft, form, **{f"{name}-files": pdf("tệp.pdf", content(3))})) for b in browsers)
    )
    assert [a.status_code for a in answers] == [302, 302]
    assert kept(draft) == [("tệp.pdf", content(3))]
    assert stored_files(draft) == 1


def test_a_file_that_arrives_while_the_paper_is_sent_is_in_it_or_refused(cast, campaign, draft, at_once):
    place = f"s{draft.sections.first().pk}"
    head = browser(cast.head)
    form = open_form(head, draft) | {"move": "submit"}
    uploaded, sent = at_once(
        upload(cast.owner, draft, place, "muộn.pdf", content(5)), in_july(lambda: post(head, draft, form))
    )
    assert sent.status_code == 302
    draft.refresh_from_db()
    assert draft.state == "submitted"
    if uploaded.status_code == 200:
        assert kept(draft) == [("muộn.pdf", content(5))]
        assert draft.was_sent(Evidence.objects.get(submission=draft).file)
    else:
        assert (uploaded.status_code, kept(draft), stored_files(draft)) == (400, [], 0)
        assert "nên không sửa được" in uploaded.json()["message"]
