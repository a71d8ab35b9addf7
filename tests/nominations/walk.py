"""Files of nominations for tests, walked there through services and workflow. Sở Tài chính leads the bloc of Sở Y tế."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from awards.models import Person
from awards.nominations.models import NominationFile, Nominee, Route
from awards.nominations.services import files, nominees, routes
from awards.nominations.workflows import NOMINATION
from awards.services import facts, people
from emulation.base import clock
from tests.factories import acting

PDF = b"%PDF-1.4\n%%EOF\n"
DAY = dt.date(2024, 12, 2)
MORNING = clock.moment(DAY, 9)
AWARDS = ["LDTT", "CSTDT", "TTLDXS", "CTDT", "BKT"]
ROUTE = {
    "year": 2023,
    "name": "Tổng kết năm",
    "awards": AWARDS,
    "opens_on": None,
    "last_day": dt.date(2024, 12, 10),
    "endorsed_by_bloc": True,
    "refuses_late": False,
    "basis": "Hướng dẫn",
    "verified": True,
    "closed_on": None,
}


def route(cast, **fields) -> Route:
    return routes.create(by=acting(cast.dha), **ROUTE | fields)


def person(cast, name="Lê Minh Tuấn", unit="Sở Y tế") -> Person:
    """A person of the unit who fulfils what the law asks for Lao động tiên tiến of 2023."""
    row = people.create_person(full_name=name, by=acting(cast.dha))
    people.add_place(row, unit=cast.units[unit], position="Trưởng phòng", by=acting(cast.dha))
    facts.rate(row, year=2023, rating="HTT", basis="QĐ 3", by=acting(cast.dha))
    months = {"months_worked": 12, "maternity_months": None, "injury_months": None}
    facts.set_work_year(row, year=2023, by=acting(cast.dha), **months)
    return row


def begun(cast, *, unit="Sở Y tế", by=None, **fields) -> NominationFile:
    return files.begin(route(cast, **fields), cast.units[unit], by=acting(by or cast.owner))


def nominate(cast, file: NominationFile, subject, award="LDTT", *, papers=True, by=None, **fields) -> Nominee:
    by = acting(by or cast.owner)
    values = {"award": award, "type": "CONG_TRANG", "achievement_year": 2023, "position": "", "summary": "Tốt"}
    row = nominees.add(file, subject, by=by, council_yes=None, **values | fields)
    if papers:
        for code in ("BAO_CAO", "CHUNG_NHAN"):
            nominees.add_paper(row, code, SimpleUploadedFile(f"{code}.pdf", PDF), by=by)
    return row


def complete(cast, *, unit="Sở Y tế", by=None, **fields) -> NominationFile:
    """Ready to be sent: letter, minutes, one nominee who fulfils the law."""
    file = begun(cast, unit=unit, by=by, **fields)
    nominate(cast, file, person(cast, unit=unit), by=by)
    with_head(cast, file, by=by)
    return fresh(file)


def with_head(cast, file: NominationFile, *, by=None) -> None:
    head = {
        "letter_number": "125/TTr-SYT",
        "letter_date": DAY,
        "met_on": DAY,
        "members": 9,
        "present": 8,
        "differences": "",
    }
    upload = SimpleUploadedFile("Biên bản.pdf", PDF)
    files.save_head(file, version=fresh(file).version, minutes=upload, by=acting(by or cast.owner), **head)


def sent(cast, **fields) -> NominationFile:
    """With the bloc's leader, or with Sở Nội vụ where the route has no bloc."""
    file = complete(cast, **fields)
    NOMINATION.perform(file, "submit", by=acting(cast.head))
    return fresh(file)


def with_department(cast, **fields) -> NominationFile:
    file = sent(cast, **fields)
    if file.state == "with_bloc":
        NOMINATION.perform(file, "endorse", by=acting(cast.leader))
    return fresh(file)


STEPS = {
    "draft": [],
    "awaiting_head": ["present"],
    "with_bloc": ["present", "submit"],
    "with_department": ["present", "submit", "endorse"],
    "returned": ["present", "submit", "endorse", "dha_return"],
    "received": ["present", "submit", "endorse", "receive"],
}


def at_state(cast, state: str) -> NominationFile:
    """The file of Sở Y tế, walked to a state through the moves."""
    file = complete(cast)
    who = {"present": cast.owner, "submit": cast.head, "endorse": cast.leader}
    for name in STEPS[state]:
        note = "Thiếu báo cáo" if name == "dha_return" else ""
        NOMINATION.perform(file, name, by=acting(who.get(name, cast.dha)), note=note)
    return fresh(file)


def fresh(file: NominationFile) -> NominationFile:
    return NominationFile.objects.for_page().get(pk=file.pk)
