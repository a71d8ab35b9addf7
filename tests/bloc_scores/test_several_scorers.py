"""Several scorers of one unit: the same average everywhere (B11), and each sees the own score, not the average (B18)."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.urls import reverse

from campaigns.bloc_scores.models import Score
from campaigns.bloc_scores.selectors.by_scorer import given_in
from campaigns.bloc_scores.selectors.documents import answer, read_round
from campaigns.bloc_scores.services import scores
from campaigns.bloc_scores.workflows import ROUND
from emulation.base import clock
from tests.base.official.papers import text_of_pdf
from tests.factories import acting
from tests.factories.rounds import DAY, DOCUMENT, close, fill, heads, make_round, open_next

CROSS = DOCUMENT | {
    "stages": [{"code": "cross", "label": "Chấm chéo", "scorer": "members", "scorers": "many", "combine": "mean"}],
    "nodes": [{"code": "II", "title": "Thi đua", "max": "40", "kind": "free"}],
    "declared_total": "40",
}
# What three neighbours give Sở Y tế: 30, 20, 37.5 are 29.1666… on average, shown as 29,17.
GIVEN = {"Sở Công Thương": "30", "Sở Tài chính": "20", "Sở Xây dựng": "37.5"}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(clock.moment(DAY)):
        yield


@pytest.fixture
def scored(cast):
    """A round in which every unit was scored by its three neighbours, Sở Y tế as above and the others with 10."""
    round_ = make_round(cast, document=CROSS)
    run = open_next(cast, round_)
    for name, by in heads(cast).items():
        fill(run, by=by, points={"II": "10"})
        if name in GIVEN:
            fill(run, by=by, points={"II": GIVEN[name]}, only=cast.units["Sở Y tế"])
        scores.hand_in(run, by=by)
    return round_


def test_B18_a_scorer_sees_the_own_score(cast, scored, as_):
    run = scored.runs.get()
    shown = as_(cast.leader).get(reverse("bloc_scores:sheet_edit", args=[run.pk])).content.decode()
    assert "20,00" in shown
    assert "29,17" not in shown
    assert "37,50" not in shown


def test_B19_another_scorer_is_added_on_the_page_of_the_round(cast, scored, as_):
    page = reverse("bloc_scores:round", args=[scored.pk])
    add = reverse("bloc_scores:round_add_scorer", args=[scored.pk])
    dha, run = cast.units["Sở Nội vụ"], scored.runs.get()
    for person, code in ((cast.owner, 403), (cast.deputy, 403), (cast.stranger, 404)):
        assert as_(person).post(add, {"unit": dha.pk, "reason": "x"}).status_code == code
    client = as_(cast.leader)
    assert add in client.get(page).content.decode()
    for wrong in ({"unit": cast.units["Hội Luật gia"].pk, "reason": "x"}, {"unit": dha.pk, "reason": " "}):
        client.post(add, wrong)
    assert run.sheets.count() == 12
    client.post(add, {"unit": dha.pk, "reason": "Theo đề nghị của khối."})
    assert run.sheets.filter(scorer_unit=dha, handed_in_at=None).count() == 4
    shown = client.get(page).content.decode()
    assert ("12/16" in shown, add in shown) == (True, False)
    # Until it scores, the average is that of the three who did.
    _, result = answer(read_round(scored))
    (unit,) = [u for u in result["units"] if u["id"] == str(cast.units["Sở Y tế"].pk)]
    assert unit["final"]["total"] == "29.17"


def test_B11_three_reviews_are_three_rows_with_one_average_everywhere(cast, scored, as_):
    close(cast, scored)
    ROUND.perform(scored, "rank", by=acting(cast.leader))
    unit = cast.units["Sở Y tế"]
    criterion = scored.table.criteria.get()
    rows = Score.objects.filter(criterion=criterion, sheet__unit=unit)
    assert sorted(str(row.points) for row in rows.exclude(points=10)) == ["20.0000", "30.0000", "37.5000"]
    client = as_(cast.owner)
    pages = [
        client.get(reverse("bloc_scores:round_unit", args=[scored.pk, unit.pk])).content.decode(),
        client.get(reverse("bloc_scores:cell", args=[scored.pk, unit.pk, criterion.pk])).content.decode(),
        client.get(reverse("bloc_scores:round_ranking", args=[scored.pk])).content.decode(),
    ]
    assert all("29,17" in page for page in pages)
    answer = client.get(reverse("bloc_scores:round_ranking_export", args=[scored.pk]))
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    (row,) = [r for r in book["Xếp hạng"].iter_rows(values_only=True) if "Sở Y tế" in r]
    assert row[5] == 29.17
    assert [r for r in book["Từng người chấm"].iter_rows(values_only=True) if r[1] == "Sở Y tế"] == [
        ("Chấm chéo", "Sở Y tế", "Sở Công Thương", 30, 29.17),
        ("Chấm chéo", "Sở Y tế", "Sở Tài chính", 20, 29.17),
        ("Chấm chéo", "Sở Y tế", "Sở Xây dựng", 37.5, 29.17),
    ]
    make = reverse("official:document_make", args=["bang-xep-hang", scored.rankings.get().pk])
    assert as_(cast.stranger).post(make, {"wanted": "pdf"}).status_code == 404
    printed = text_of_pdf(b"".join(as_(cast.owner).post(make, {"wanted": "pdf"}, follow=True).streaming_content))
    assert printed.count("29,17") == 5  # standard points and total of the ranking, and beside each of the three
    assert all(one in printed for one in ("30,00", "20,00", "37,50", "DỰ THẢO"))


def test_B12_a_score_taken_out_is_out_of_the_next_ranking_and_its_exports(cast, scored):
    run = scored.runs.get()
    run.sheets.filter(unit=cast.units["Sở Y tế"], scorer_unit=cast.units["Sở Tài chính"]).update(handed_in_at=None)
    Score.objects.create(
        sheet=run.sheets.get(unit=cast.units["Sở Y tế"], scorer_unit=cast.units["Sở Xây dựng"]),
        criterion=scored.table.criteria.get(),
        entry=None,
        by_name="Hệ thống",
    )
    run.closed_at = clock.now()
    run.save(update_fields=["closed_at"])
    ROUND.perform(scored, "rank", by=acting(cast.leader))
    made = scored.rankings.get()
    given = [(g.scorer, g.total, g.combined) for g in given_in(made) if g.unit == "Sở Y tế"]
    assert given == [("Sở Công Thương", Decimal(30), Decimal(30)), ("Sở Xây dựng", None, Decimal(30))]
