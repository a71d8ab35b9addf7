"""Two people save one paper, five clicks send one form: at the same moment, on connections of their own."""

import pytest

from campaigns.models import Section, Snapshot, Submission
from emulation.base import audit
from emulation.base.models import Draft
from tests import factories
from tests.campaigns.parallel import browser, in_july
from tests.pages.papers import fields, move, open_form, post, text_of, url

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("july")]


def saves(draft, forms, **texts):
    """Each browser sends its form with its texts: {browser: {field: text}}."""
    return [in_july(lambda b=b, f=f, t=t: post(b, draft, f, **t)) for (b, f), t in zip(forms, texts["of"], strict=True)]


def test_of_two_who_save_one_part_one_wins_and_the_other_sees_both_texts(cast, draft, at_once):
    """Two windows of each, so that the moments meet more often: one save goes through, nobody's text is lost."""
    section = draft.sections.first()
    name = f"s{section.pk}-content"
    browsers = [browser(person) for person in (cast.owner, cast.head, cast.owner, cast.head)]
    forms = [(b, open_form(b, draft)) for b in browsers]
    texts = ["Của cán bộ", "Của thủ trưởng", "Cán bộ, cửa sổ hai", "Thủ trưởng, cửa sổ hai"]
    answers = at_once(*saves(draft, forms, of=[{name: text} for text in texts]))
    assert sorted(a.status_code for a in answers) == [302, 409, 409, 409]
    won = [a.status_code for a in answers].index(302)
    section.refresh_from_db()
    assert section.content == texts[won]
    assert audit.history(draft).filter(action="save").count() == 2  # the text of the fixture, and the one that won
    kept = {}
    for n in {0, 1, 2, 3} - {won}:
        # Both texts are shown, and one's own is in the form of the conflict page: keeping it saves it.
        assert {text for text in texts if text in text_of(answers[n])} == {texts[won], texts[n]}
        kept[n] = fields(answers[n].content.decode(), f'action="{url("submission_edit", draft)}"')
        assert kept[n][name] == texts[n]
    last = (won + 1) % 4
    assert post(browsers[last], draft, kept[last]).status_code == 302
    section.refresh_from_db()
    assert section.content == texts[last]


def test_two_who_save_different_parts_both_keep_theirs(cast, draft, at_once):
    first, second = draft.sections.all()
    forms = [(b, open_form(b, draft)) for b in (browser(cast.owner), browser(cast.head))]
    typed = [{f"s{first.pk}-content": "Của cán bộ"}, {f"s{second.pk}-content": "Của thủ trưởng"}]
    answers = at_once(*saves(draft, forms, of=typed))
    assert [a.status_code for a in answers] == [302, 302]
    texts = dict(Section.objects.filter(submission=draft).values_list("pk", "content"))
    assert texts == {first.pk: "Của cán bộ", second.pk: "Của thủ trưởng"}
    assert Submission.objects.get(pk=draft.pk).version == draft.version + 2


def was_sent_once(paper):
    paper = Submission.objects.get(pk=paper.pk)
    assert (paper.state, paper.number) == ("submitted", 1)
    assert Snapshot.objects.filter(submission=paper).count() == 1
    assert audit.history(paper).filter(action="submit").count() == 1


def test_five_clicks_send_once(cast, campaign, at_once):
    paper = factories.report(cast, campaign, "awaiting_head")
    browsers = [browser(cast.head) for _ in range(5)]
    answers = at_once(*(in_july(lambda b=b: move(b, paper, "submit")) for b in browsers))
    assert [a.status_code for a in answers] == [302] * 5
    assert {a["Location"] for a in answers} <= {url("submission_sent", paper), url("submission", paper)}
    was_sent_once(paper)


def test_five_clicks_in_the_form_save_and_send_once(cast, draft, at_once):
    section = draft.sections.first()
    browsers = [browser(cast.head) for _ in range(5)]
    form = open_form(browsers[0], draft) | {f"s{section.pk}-content": "Viết thêm", "move": "submit"}
    answers = at_once(*(in_july(lambda b=b: post(b, draft, form)) for b in browsers))
    # Each click finds the receipt: what it typed was sent.
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, url("submission_sent", draft))] * 5
    was_sent_once(draft)
    section.refresh_from_db()
    assert section.content == "Viết thêm"
    assert audit.history(draft).filter(action="save").count() == 2  # the text of the fixture, and this one


def test_who_saves_while_the_head_sends_keeps_the_text(cast, draft, at_once):
    """Either it is in what was sent, or it waits for the author as a draft: nothing that was typed is lost."""
    section = draft.sections.first()
    clerk, head = browser(cast.owner), browser(cast.head)
    mine = open_form(clerk, draft) | {f"s{section.pk}-content": "Của cán bộ, vừa gõ"}
    theirs = open_form(head, draft) | {"move": "submit"}
    saved, sent = at_once(in_july(lambda: post(clerk, draft, mine)), in_july(lambda: post(head, draft, theirs)))
    assert (saved.status_code, sent.status_code) == (302, 302)
    section.refresh_from_db()
    was_sent_once(draft)
    if section.content != "Của cán bộ, vừa gõ":
        assert "Của cán bộ, vừa gõ" in kept_text(cast.owner, draft)


def kept_text(person, paper) -> str:
    return str(Draft.objects.get(user=person, key=f"submission:{paper.pk}").data)
