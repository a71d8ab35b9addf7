"""A bloc's year for tests, reached by walking there through the services and workflows as people would."""

import datetime as dt

from django.core.files.uploadedfile import SimpleUploadedFile

from campaigns.bloc_year.models import Activity, Election, Pledge
from campaigns.bloc_year.services import activities, elections, files, pledges
from campaigns.bloc_year.services.activities import Came
from campaigns.bloc_year.workflows import ACTIVITY, ELECTION, PLEDGE, REGISTRATION
from emulation.base import clock
from tests.factories import acting, heads

SIGNING_DAY = dt.date(2023, 3, 23)
FEBRUARY = dt.date(2023, 2, 6)
MEMBERS = ["Sở Tài chính", "Sở Xây dựng", "Sở Y tế", "Sở Công Thương"]
PDF = b"%PDF-1.4\n%%EOF\n"
TEXT = {
    "goals": "Hoàn thành 100% chỉ tiêu được giao.",
    "regulation": "Quy chế số 01/QC-K01.",
    "criteria": "Bảng tiêu chí 100 điểm.",
    "signing_on": SIGNING_DAY,
    "place": "Hội trường Sở Tài chính",
}


def begun(cast) -> Pledge:
    """Registration is open since 06/02/2023."""
    with clock.at(clock.moment(FEBRUARY)):
        return pledges.begin(cast.bloc, by=acting(cast.leader))


def register(cast, pledge: Pledge, unit: str) -> None:
    """A unit's head writes and confirms the registration."""
    head = acting(heads(cast)[unit])
    row = pledge.registrations.get(unit=cast.units[unit])
    with clock.at(clock.moment(FEBRUARY, 10)):
        row = pledges.save_registration(
            row, targets="Hoàn thành thu 1.200 tỷ đồng", titles="Cờ thi đua", version=row.version, by=head
        )
        REGISTRATION.perform(row, "confirm", by=head)


def signing(cast, units=MEMBERS) -> Pledge:
    """The text is agreed, these units registered, and the signing is open."""
    pledge = begun(cast)
    for unit in units:
        register(cast, pledge, unit)
    with clock.at(clock.moment(FEBRUARY, 11)):
        pledge = pledges.save(pledge, version=pledge.version, by=acting(cast.leader), **TEXT)
        return PLEDGE.perform(pledge, "open_signing", by=acting(cast.leader))


def sign(cast, pledge: Pledge, unit: str) -> Pledge:
    """The head of a unit signs on the day."""
    with clock.at(clock.moment(SIGNING_DAY)):
        return PLEDGE.perform(pledge, "sign", by=acting(heads(cast)[unit]))


def complete(cast) -> Pledge:
    """Everybody signed."""
    pledge = signing(cast)
    for unit in MEMBERS:
        pledge = sign(cast, pledge, unit)
    return pledge


def planned(cast, kind: str = "meeting_yearend", day: dt.date = dt.date(2023, 12, 8), **fields) -> Activity:
    """An activity that the leader planned."""
    title = fields.pop("title", "Hội nghị tổng kết khối năm 2023")
    with clock.at(clock.moment(FEBRUARY)):
        return activities.plan(cast.bloc, by=acting(cast.leader), kind=kind, title=title, planned_on=day, **fields)


LEVELS = {
    "Sở Tài chính": ("head", "Lê Văn Minh"),
    "Sở Xây dựng": ("deputy", "Trần Thị Hà"),
    "Sở Y tế": ("delegate", "Phạm Văn Đức"),
    "Sở Công Thương": ("absent", ""),
}


def attended(cast, meeting: Activity, *more: str) -> Activity:
    """Who came: a head, a deputy, a delegate, nobody; of the units named besides, the head."""
    entries = [Came(cast.units[unit].pk, "head", "Vũ Văn Nam") for unit in more]
    entries += [Came(cast.units[unit].pk, level, person, "") for unit, (level, person) in LEVELS.items()]
    return activities.take_attendance(meeting, entries, version=meeting.version, by=acting(cast.leader))


def held(cast, *more: str) -> Activity:
    """The year-end meeting, held and confirmed on 08/12/2023."""
    meeting = attended(cast, planned(cast), *more)
    with clock.at(clock.moment(dt.date(2023, 12, 8), 16)):
        meeting = activities.save(
            meeting, version=meeting.version, by=acting(cast.leader), held_on=dt.date(2023, 12, 8), conclusions="Đạt"
        )
        return ACTIVITY.perform(meeting, "finish", by=acting(cast.leader))


def elected_with(cast, leader: str) -> Election:
    """A unit that joined the bloc was elected."""
    meeting = held(cast, leader)
    election = elections.save(meeting, leader=cast.units[leader], by=acting(cast.leader))
    return ELECTION.perform(election, "present", by=acting(cast.leader))


def elected(cast, *, leader: str = "Sở Xây dựng", deputies=("Sở Y tế",), present: bool = True) -> Election:
    """The year-end meeting elected; the leader sent it to Sở Nội vụ."""
    meeting = held(cast)
    with clock.at(clock.moment(dt.date(2023, 12, 8), 17)):
        election = elections.save(
            meeting, leader=cast.units[leader], deputies=[cast.units[u] for u in deputies], by=acting(cast.leader)
        )
        return ELECTION.perform(election, "present", by=acting(cast.leader)) if present else election


def bloc_year_objects(cast) -> dict[str, int]:
    """One object of each kind for the table of addresses: nothing is confirmed yet, so that everything can be edited."""
    pledge = begun(cast)
    inspection_day = planned(cast, "cross_inspection", dt.date(2023, 6, 20), title="Kiểm tra chéo 6 tháng")
    inspection = activities.save_inspection(
        inspection_day,
        inspecting=cast.units["Sở Y tế"],
        inspected=cast.units["Sở Công Thương"],
        by=acting(cast.leader),
    )
    meeting = planned(cast)
    election = elections.save(meeting, leader=cast.units["Sở Xây dựng"], by=acting(cast.leader))
    upload = SimpleUploadedFile("quy-che.pdf", PDF)
    return {
        "pledge": pledge.pk,
        "registration": pledge.registrations.get(unit=cast.units["Sở Y tế"]).pk,
        "activity": meeting.pk,
        "inspection": inspection.pk,
        "election": election.pk,
        "year_file": files.add(pledge, upload, "regulation", by=acting(cast.leader)).pk,
    }


def complete_rest(cast, pledge: Pledge) -> Pledge:
    """The units that have not signed do so."""
    signed = set(pledge.signatures.values_list("unit_id", flat=True))
    for unit in MEMBERS:
        if cast.units[unit].pk not in signed:
            pledge = sign(cast, pledge, unit)
    return pledge
