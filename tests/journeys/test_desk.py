"""From a file sent with a fault to the Council: returned, supplemented, received, handed out, held by an opinion, released, told."""

import datetime as dt

import pytest
from django.urls import reverse

from awards.appraisal.models import Agency, Dossier, Hold, Opinion
from awards.appraisal.selectors.findings import checked_of, points_of
from awards.council.models import AgendaItem
from emulation.base import clock
from organisations.enums import Role
from tests.council import walk as council_walk
from tests.factories import make_person
from tests.nominations import walk

pytestmark = pytest.mark.django_db


def at(name: str, *args) -> str:
    return reverse(f"appraisal:{name}", args=args)


def test_a_dossier_returned_supplemented_held_and_released(cast, as_):
    def day(*when: int):
        return clock.at(clock.moment(dt.date(*when), 9))

    agent = make_person("hiepy", Role.CONSULTED_AGENCY, cast.units["Hội Luật gia"])
    agency = Agency.objects.get(name="Công an tỉnh")
    Agency.objects.filter(pk=agency.pk).update(unit=cast.units["Hội Luật gia"])
    with day(2024, 12, 2):
        file = walk.with_department(cast, endorsed_by_bloc=False)
    files = reverse("nominations:file", args=[file.pk])
    with day(2024, 12, 3):
        as_(cast.dha).post(reverse("nominations:file_return", args=[file.pk]), {"note": "Thiếu xác nhận"})
        assert "Tạm dừng" in as_(cast.dha).get(at("reception")).content.decode()
    with day(2024, 12, 5):
        as_(cast.head).post(files, {"move": "submit"})
    with day(2024, 12, 6):
        as_(cast.dha).post(files, {"move": "receive"})
    row = Dossier.objects.get(nominee__file=file)

    with day(2024, 12, 9):
        head = as_(cast.dha_head)
        head.post(at("assign"), {"giao": f"{row.pk}:{cast.dha.pk}", "token": "6f8f1a52-3a56-4c57-9c1c-3f5a2d1f0009"})
        as_(cast.dha).post(at("ask", file.pk), {"agencies": [agency.pk]})
        opinion = Opinion.objects.get()
        answer = {"answer": "adverse", "text": "Đang xác minh đơn tố cáo", "version": opinion.version}
        as_(agent).post(at("opinion_answer", opinion.pk), answer)
        assert Hold.objects.get().released_at is None

    with day(2024, 12, 10):
        dossier = Dossier.objects.for_page().get(pk=row.pk)
        seen = [point.code for point in points_of(checked_of(dossier))]
        work = {"version": dossier.version, "seen": seen, "verdict": "supported", "trinh": "1"}
        refused = as_(cast.dha).post(at("desk", row.pk), work)
        assert "Đang tạm dừng xét" in refused.content.decode()
        as_(cast.dha_head).post(at("hold", row.pk), {"reason": "Kết luận: không vi phạm"})
        as_(cast.dha).post(at("desk", row.pk), work)
        as_(cast.dha_head).post(at("desk", row.pk), {"move": "agree"})
        as_(cast.dha_head).post(at("file_tell", file.pk))
        told = as_(cast.owner).get(at("outcome", file.pk)).content.decode()
        assert "Đủ điều kiện, đề nghị khen thưởng" in told
        assert "tố cáo" not in told  # what an agency said stays at the desk

    session = council_walk.prepared(cast)
    with day(2024, 12, 11):
        as_(cast.dha).post(at("table", session.pk), {"chosen": [row.pk]})
    assert AgendaItem.objects.filter(session=session, person=dossier.nominee.person).count() == 1
