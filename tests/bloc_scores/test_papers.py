"""Sheets scored on paper and typed in: who scored, when, the scan beside the points, seen by whom the sheet is."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.bloc_scores.models import PaperSheet
from campaigns.bloc_scores.services import papers, rounds
from emulation.base import clock
from emulation.base.models import AuditEntry, StoredFile
from emulation.base.workflow import Refused
from tests.factories import acting
from tests.factories.rounds import DAY, close, fill, heads, make_round, open_next, score_all

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n%%EOF\n"
FULL = {"I.1": "30", "I.2": "20", "II": "35"}


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.at(clock.moment(DAY)):
        yield


@pytest.fixture
def run(cast):
    return open_next(cast, make_round(cast))


def scan(name="Phieu.pdf", content=PDF):
    return SimpleUploadedFile(name, content)


def attach(run, by, day=dt.date(2023, 11, 30), who="Trần Văn Bình, Phó Giám đốc"):
    return papers.add(run, scan(), scored_by=who, scored_on=day, by=by)


def test_who_scored_on_paper_is_kept_with_the_scan_and_stands_beside_the_points(cast, run, as_):
    client, there = as_(cast.owner), reverse("bloc_scores:sheet_paper", args=[run.pk])
    assert there in client.get(reverse("bloc_scores:sheet_edit", args=[run.pk])).content.decode()
    data = {"scored_by": "Trần Văn Bình, Phó Giám đốc", "scored_on": "30/11/2023", "file": scan()}
    client.post(there, data)
    row = PaperSheet.objects.get()
    words = "Phiếu giấy do Trần Văn Bình, Phó Giám đốc chấm ngày 30/11/2023"
    assert (str(row), row.scorer_unit, row.added_by) == (words, cast.units["Sở Y tế"], cast.owner)
    assert words in client.get(reverse("bloc_scores:sheet_edit", args=[run.pk])).content.decode()
    fill(run, by=acting(cast.owner), points=FULL)
    criterion = run.round.table.criteria.get(code="II")
    cell = reverse("bloc_scores:cell", args=[run.round_id, row.scorer_unit_id, criterion.pk])
    shown = client.get(cell).content.decode()
    assert words in shown
    assert reverse("base:file", args=[row.file_id]) in shown
    assert client.get(reverse("base:file", args=[row.file_id])).status_code == 200
    assert AuditEntry.objects.filter(action="paper_sheet").count() == 1


def test_others_open_the_scan_once_the_stage_is_closed_a_stranger_never(cast, run, as_):
    row = attach(run, acting(cast.owner))
    file = reverse("base:file", args=[row.file_id])
    people = ("neighbour", "leader", "dha", "stranger")
    assert [as_(getattr(cast, who)).get(file).status_code for who in people] == [404, 404, 404, 404]
    score_all(cast, run, FULL)
    close(cast, run.round)
    assert [as_(getattr(cast, who)).get(file).status_code for who in people] == [200, 200, 200, 404]


def test_a_second_scan_stands_beside_the_first(cast, run):
    first, second = attach(run, acting(cast.owner)), attach(run, acting(cast.owner), who="Lê Thị Hoa")
    assert list(PaperSheet.objects.all()) == [second, first]


def test_what_is_refused_is_said_and_nothing_is_kept(cast, run, as_):
    there = reverse("bloc_scores:sheet_paper", args=[run.pk])
    data = {"scored_by": "Trần Văn Bình", "scored_on": "30/11/2023"}
    shown = as_(cast.owner).post(there, data | {"file": scan("phieu.pdf.php", b"<?php ?>")}).content.decode()
    assert "Trần Văn Bình" in shown
    late = as_(cast.owner).post(there, data | {"scored_on": "02/12/2023", "file": scan()}).content.decode()
    assert "Ngày chấm chưa đến" in late
    assert (PaperSheet.objects.count(), StoredFile.objects.filter(name__icontains="phieu").count()) == (0, 0)


def test_only_a_scorer_of_an_open_stage_attaches(cast, run):
    with pytest.raises(PermissionDenied):
        attach(run, acting(cast.dha))
    score_all(cast, run, FULL)
    close(cast, run.round)
    with pytest.raises(Refused, match="Bước chấm đã kết thúc"):
        attach(run, acting(cast.owner))
    assert PaperSheet.objects.count() == 0


def test_the_department_types_in_the_paper_of_a_unit_that_it_scores_for(cast, run, as_):
    unit = cast.units["Sở Y tế"]
    rounds.take_over(run, unit, by=acting(cast.dha), reason="Đơn vị gửi phiếu giấy.")
    attach(run, acting(cast.dha))
    shown = as_(cast.dha).get(reverse("bloc_scores:sheet_edit", args=[run.pk])).content.decode()
    assert "Chấm thay Sở Y tế: Đơn vị gửi phiếu giấy." in shown
    assert fill(run, by=acting(cast.dha), points=FULL) == 3
    assert heads(cast)  # the unit itself no longer fills it
    with pytest.raises(PermissionDenied):
        attach(run, acting(cast.owner))
