"""One object of each kind on which every address is opened; the same once more in a bloc that nobody of the cast belongs to."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile

import campaigns
from awards.nominations.models import NomineeEvidence
from campaigns.models import IndicatorTarget
from campaigns.reminders.models import ReminderRule
from campaigns.services import campaigns as campaign_services
from campaigns.services import directives, periods, submissions
from emulation.base import clock
from emulation.base.models import Job, Notification
from organisations.enums import BlocRole, Role
from organisations.models import Invitation, SpecialDay
from organisations.services import blocs
from tests import factories
from tests.appraisal.objects import appraisal_objects
from tests.awards import acclaim_walk
from tests.bloc_scores.criteria_tables import table_objects
from tests.bloc_year.builders import bloc_year_objects
from tests.council.objects import council_objects
from tests.decisions.objects import decision_objects
from tests.factories import Cast, acting
from tests.factories.province_law import province_law_of
from tests.factories.registry import registry_of
from tests.factories.rounds import scoring_objects
from tests.nominations import walk as nomination_walk
from tests.registrations import walk as registration_walk

PDF = b"%PDF-1.4\n%%EOF\n"
# A list that was read and may now be written: key here, kind of its job.
READINGS = {
    "unit_reading": "organisations.check_units",
    "award_reading": "awards.check_awards",
    "criteria_reading": "bloc_scores.check_criteria",
    "nominee_reading": "nominations.read_list",
}


def world_of(cast: Cast) -> dict:
    """What lies with the province, and with Sở Y tế and its bloc."""
    return province_objects(cast) | unit_objects(cast)


def province_objects(cast: Cast) -> dict:
    """What is nobody's own: catalogues, the Council and its decisions, the law, a directive, the accounts of the cast."""
    special = SpecialDay.objects.create(day=dt.date(2023, 9, 4), kind="off", name="Nghỉ bù Quốc khánh")
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        upload = io.BytesIO((Path(campaigns.__file__).parent / "demo_data" / "directive_2023.txt").read_bytes())
        upload.name = "Chỉ thị.txt"
        directive = directives.take_directive(upload, by=acting(cast.dha))
    return (
        council_objects(cast)
        | decision_objects(cast)
        | province_law_of(cast)
        | {
            "special_day": special.pk,
            "reminder_rule": ReminderRule.objects.create(level="clerk", days=9, side="before").pk,
            "directive": directive.pk,
            "item": directive.items.filter(kind="task").first().pk,
            "invitation": Invitation.objects.create(
                user=cast.nobody, valid_until=clock.end_of(dt.date(2099, 1, 1))
            ).token,
        }
    )


def unit_objects(cast: Cast, family: str = "Lê") -> dict:
    """What belongs to Sở Y tế, to its people and to its bloc."""
    paper, found = report_objects(cast)
    own = {"owner": cast.owner, "state": "done", "title": "x"}
    return (
        found
        | bloc_year_objects(cast)
        | table_objects(cast)
        | {"acclaim": acclaim_walk.voting(cast).pk}
        | nomination_objects(cast, paper)
        | appraisal_objects(cast)
        | scoring_objects(cast)
        | registration_objects(cast)
        | registry_of(cast, family)
        | readings_of(cast.dha)
        | {
            "unit": cast.units["Sở Y tế"].pk,
            "bloc": cast.bloc.pk,
            "place": cast.bloc.members.get(unit=cast.units["Sở Y tế"]).pk,
            "account": cast.owner.pk,
            "membership": cast.owner.memberships.get().pk,
            "job": Job.objects.create(kind="x", **own).pk,
            "notification": Notification.objects.create(recipient=cast.owner, key="k", title="t").pk,
        }
    )


def report_objects(cast: Cast) -> tuple:
    """The report of Sở Y tế, sent and endorsed, with a file; the campaign it belongs to."""
    campaign = factories.launch(cast)
    paper = factories.report(cast, campaign, "draft")
    section = paper.sections.first()
    piece = submissions.add_file(paper, SimpleUploadedFile("a.pdf", PDF), by=acting(cast.owner), section=section)
    paper = factories.send_on(cast, paper)
    unit, dha = cast.units["Sở Y tế"], acting(cast.dha)
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        duty = campaign_services.save_duty(campaign, responsible="Sở Y tế", text="Việc", units=[unit], by=dha)
        until = dt.date(2023, 7, 20)
        extension = periods.extend(paper.period, unit, until=until, reason="Chờ số liệu", by=dha)
    return paper, {
        "campaign": campaign.pk,
        "task": campaign.tasks.first().pk,
        "indicator": campaign.indicators.first().pk,
        "target": IndicatorTarget.objects.get(indicator__campaign=campaign).pk,
        "duty": duty.pk,
        "period": paper.period_id,
        "extension": extension.pk,
        "participation": campaign.participations.get(unit=unit).pk,
        "submission": paper.pk,
        "file": piece.file_id,
    }


def nomination_objects(cast: Cast, report) -> dict:
    """A file that lies with Sở Nội vụ, with a nominee, a paper and evidence."""
    with clock.at(nomination_walk.MORNING):
        file = nomination_walk.with_department(cast, name=f"Tổng kết năm, {cast.bloc.name}")
    nominee = file.nominees.get()
    return {
        "nomination": file.pk,
        "route": file.route_id,
        "nominee": nominee.pk,
        "nominee_person": nominee.person_id,
        "nominee_paper": nominee.papers.first().pk,
        "nominee_evidence": NomineeEvidence.objects.create(nominee=nominee, submission=report).pk,
    }


def registration_objects(cast: Cast) -> dict:
    """A list of Sở Y tế with one line, sent and endorsed."""
    row = registration_walk.registration(cast, "with_department")
    line = row.lines.get()
    return {"title_call": row.call_id, "titles": row.pk, "titles_line": line.pk, "titles_person": line.person_id}


def readings_of(person) -> dict:
    """Lists that the person had read and may now write."""
    own = {"owner": person, "state": "done", "title": "x"}
    return {key: Job.objects.create(kind=kind, **own).pk for key, kind in READINGS.items()}


# --- Next door --------------------------------------------------------------------------------------------------------
# Who stands in whose place, in a bloc of its own.
NEXT_DOOR = {
    "Sở Y tế": "Sở Tư pháp",
    "Sở Công Thương": "Sở Thông tin và Truyền thông",
    "Sở Tài chính": "Sở Khoa học và Công nghệ",
    "Sở Xây dựng": "Sở Ngoại vụ",
}


def next_door(cast: Cast) -> Cast:
    """The same province seen from another bloc: its own units and people where the cast has Sở Y tế and its bloc."""
    with clock.at(clock.moment(dt.date(2023, 1, 2))):
        made = {name: factories.make_unit(other) for name, other in NEXT_DOOR.items()}
        bloc = blocs.create_bloc(year=2023, code="03", name="Khối thi đua Nội chính", by=None)
        for name, unit in made.items():
            role = {"Sở Tài chính": BlocRole.LEADER, "Sở Xây dựng": BlocRole.DEPUTY}.get(name, BlocRole.MEMBER)
            blocs.seat(bloc, unit, role=role, by=None)
        people = {
            name: factories.make_person(f"next{name.replace('_', '')}", role, made[unit])
            for name, role, unit in [
                ("owner", Role.UNIT_CLERK, "Sở Y tế"),
                ("head", Role.UNIT_HEAD, "Sở Y tế"),
                ("neighbour", Role.UNIT_CLERK, "Sở Công Thương"),
                ("leader", Role.UNIT_CLERK, "Sở Tài chính"),
                ("leader_head", Role.UNIT_HEAD, "Sở Tài chính"),
                ("deputy", Role.UNIT_CLERK, "Sở Xây dựng"),
            ]
        }
    by_name = {unit.label: unit for unit in made.values()}
    return replace(cast, **people, units=cast.units | by_name | made, bloc=bloc)
