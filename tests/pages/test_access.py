"""Every address × every role in one table written by hand. A new address fails here until it is in the table."""

import datetime as dt
import io
import uuid
from pathlib import Path

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

import campaigns
from awards.nominations.models import NomineeEvidence
from campaigns.models import IndicatorTarget
from campaigns.reminders.models import ReminderRule
from campaigns.services import campaigns as campaign_services
from campaigns.services import directives, periods, submissions
from emulation.base import clock
from emulation.base.models import AuditEntry, Job, Notification
from organisations.models import Invitation, SpecialDay
from organisations.services import accounts, roles
from tests import factories
from tests.awards import acclaim_walk
from tests.bloc_scores.criteria_tables import table_objects
from tests.bloc_year.builders import bloc_year_objects
from tests.council.objects import council_objects
from tests.factories import acting
from tests.factories.province_law import province_law_of
from tests.factories.registry import registry_of
from tests.factories.rounds import scoring_objects
from tests.nominations import walk as nomination_walk
from tests.pages.access_table import OPEN, OWN_AFFAIRS, PEOPLE, POST_ONLY, TABLE
from tests.registrations import walk as registration_walk

PDF = b"%PDF-1.4\n%%EOF\n"


def allowed() -> dict[str, set[str]]:
    return {f"{app}:{name}": people for app, rows in TABLE.items() for people, names in rows for name in names.split()}


def names_in(resolver, namespace="") -> set[str]:
    """Names of this project's own addresses (allauth's are left out)."""
    found = set()
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            if str(entry.pattern) != "accounts/":
                found |= names_in(entry, f"{entry.namespace}:" if entry.namespace else namespace)
        elif entry.name:
            found.add(namespace + entry.name)
    return found


def test_every_address_is_in_the_table():
    known = set(allowed()) | POST_ONLY | OPEN
    assert names_in(get_resolver()) == known


@pytest.fixture
def world(cast, django_capture_on_commit_callbacks):
    """One object of each kind, and the arguments of each address."""
    campaign = factories.launch(cast)
    dha = acting(cast.dha)
    special = SpecialDay.objects.create(day=dt.date(2023, 9, 4), kind="off", name="Nghỉ bù Quốc khánh")
    paper = factories.report(cast, campaign, "draft")
    piece = submissions.add_file(
        paper, SimpleUploadedFile("a.pdf", PDF), by=acting(cast.owner), section=paper.sections.first()
    )
    paper = factories.send_on(cast, paper)
    with clock.at(clock.moment(dt.date(2023, 7, 6))):
        upload = io.BytesIO((Path(campaigns.__file__).parent / "demo_data" / "directive_2023.txt").read_bytes())
        upload.name = "Chỉ thị.txt"
        directive = directives.take_directive(upload, by=dha)
        duty = campaign_services.save_duty(
            campaign, responsible="Sở Y tế", text="Việc", units=[cast.units["Sở Y tế"]], by=dha
        )
        extension = periods.extend(
            paper.period, cast.units["Sở Y tế"], until=dt.date(2023, 7, 20), reason="Chờ số liệu", by=dha
        )
    made = (
        bloc_year_objects(cast)
        | table_objects(cast)
        | {"acclaim": acclaim_walk.voting(cast).pk}
        | council_objects(cast)
        | nomination_objects(cast, paper)
        | scoring_objects(cast)
        | registration_objects(cast)
        | {
            "special_day": special.pk,
            "reminder_rule": ReminderRule.objects.create(level="clerk", days=9, side="before").pk,
            "campaign": campaign.pk,
            "task": campaign.tasks.first().pk,
            "indicator": campaign.indicators.first().pk,
            "target": IndicatorTarget.objects.first().pk,
            "duty": duty.pk,
            "period": paper.period_id,
            "extension": extension.pk,
            "participation": campaign.participations.get(unit=cast.units["Sở Y tế"]).pk,
            "submission": paper.pk,
            "directive": directive.pk,
            "item": directive.items.filter(kind="task").first().pk,
            "unit": cast.units["Sở Y tế"].pk,
            "bloc": cast.bloc.pk,
            "place": cast.bloc.members.first().pk,
            "account": cast.owner.pk,
            "membership": cast.owner.memberships.first().pk,
            "file": piece.file_id,
            "job": Job.objects.create(kind="x", title="x", owner=cast.owner, state="done").pk,
            "notification": Notification.objects.create(recipient=cast.owner, key="k", title="t").pk,
            "invitation": Invitation.objects.create(
                user=cast.nobody, valid_until=clock.end_of(dt.date(2099, 1, 1))
            ).token,
        }
    )
    return made | registry_of(cast) | province_law_of(cast)


def nomination_objects(cast, report) -> dict:
    """A file that lies with Sở Nội vụ, with a nominee, a paper and evidence."""
    with clock.at(nomination_walk.MORNING):
        file = nomination_walk.with_department(cast)
    nominee = file.nominees.get()
    return {
        "nomination": file.pk,
        "route": file.route_id,
        "nominee": nominee.pk,
        "nominee_person": nominee.person_id,
        "nominee_paper": nominee.papers.first().pk,
        "nominee_evidence": NomineeEvidence.objects.create(nominee=nominee, submission=report).pk,
    }


def registration_objects(cast) -> dict:
    """A list of Sở Y tế with one line, sent and endorsed."""
    row = registration_walk.registration(cast, "with_department")
    line = row.lines.get()
    return {"title_call": row.call_id, "titles": row.pk, "titles_line": line.pk, "titles_person": line.person_id}


PREFIXES = {
    "registrations.registration": "titles",
    "registrations.registration_list": "",
    "registrations.line_pick": "titles",
    "registrations.take_over": "titles",
    "registrations.list_import": "titles",
    "registrations.line": "titles_line",
    "registrations.call": "title_call",
    "registrations.call_new": "",
    "registrations.overview": "title_call",
    "registrations.remind": "title_call",
    "rule_add": "",
    "rule": "reminder_rule",
    "special_day_add": "",
    "special_day": "special_day",
    "award_import_result": "job",
    "province_rule": "province_rule",
    "province_text_edit": "province_text",
    "province_name_remove": "province_name",
    "award_record": "award",
    "person_unmerge": "merge",
    "place_edit": "person_place",
    "place_remove": "person_place",
    "person": "person",
    "household": "household",
    "collective": "collective",
    "restriction": "restriction",
    "doubt": "doubt",
    "round_new": "",
    "evidence": "score_evidence",
    "event": "event",
    "event_new": "",
    "round": "round",
    "sheet_edit": "run",
    "sheet_paper": "run",
    "objection": "objection",
    "table": "table",
    "table_import_result": "job",
    "criterion_new": "table",
    "criterion": "criterion",
    "pledge_new": "bloc",
    "pledge": "pledge",
    "registration": "registration",
    "year_file": "year_file",
    "activity_new": "bloc",
    "activity": "activity",
    "inspection": "inspection",
    "election": "election",
    "acclaim": "acclaim",
    "ballot": "acclaim",
    "paper_count": "acclaim",
    "nominations.file": "nomination",
    "nominations.file_begin": "route",
    "nominations.list_import": "nomination",
    "nominations.nominee": "nominee",
    "nominations.nominee_pick": "nomination",
    "nominations.nominee_listed": "nomination",
    "nominations.findings": "nominee",
    "nominations.paper": "nominee_paper",
    "nominations.evidence": "nominee_evidence",
    "nominations.route": "route",
    "council.session": "council_session",
    "council.agenda": "council_session",
    "council.ballot": "council_session",
    "council.agenda_item_remove": "agenda_item",
    "council.recusal_new": "agenda_item",
    "council.recusal_remove": "recusal",
    "council.council": "council",
    "council.seat_new": "council",
    "council.seat_end": "letter_seat",
    "council.threshold_new": "council",
    "council.threshold": "threshold",
    "directive_item": "item",
    "directive": "directive",
    "indicator_target_new": "indicator",
    "indicator_target": "target",
    "indicator_new": "task",
    "indicator": "indicator",
    "task_new": "campaign",
    "task": "task",
    "duty_new": "campaign",
    "duty": "duty",
    "period_new": "campaign",
    "period": "period",
    "extension_new": "period",
    "extension": "extension",
    "participation": "participation",
    "campaign": "campaign",
    "submission": "submission",
    "unit_import_result": "job",
    "unit": "unit",
    "bloc_place": "place",
    "bloc": "bloc",
    "account_end_role": "membership",
    "account": "account",
    "file": "file",
    "job": "job",
    "notification": "notification",
    "invitation": "invitation",
}


def address(name: str, world: dict) -> str:
    """The address of a name on the objects of the world."""
    plain = name.split(":")[-1]
    if name.startswith("official:document"):
        return reverse(name, args=["giao-uoc", world["pledge"]])
    if name.startswith("official:template") and plain != "template_list":
        return reverse(name, args=["giao-uoc"])
    if plain == "directive_item_add":
        return reverse(name, kwargs={"pk": world["directive"], "slug": "nhiem-vu"})
    if plain in ("person_fact", "collective_fact"):
        return reverse(name, args=[world[plain.partition("_")[0]], "xep-loai"])
    if plain in ("person_fact_edit", "collective_fact_edit"):
        return reverse(name, args=[world[plain.partition("_")[0]], "xep-loai", 2022])
    if plain == "law_award":
        return reverse(name, args=["CSTDT"])
    if plain == "province_rule_new":
        return reverse(name, args=["xep-loai"])
    if plain == "cell":
        return reverse(name, args=[world["round"], world["unit"], world["score_criterion"]])
    if plain in ("round_unit", "round_tie"):
        return reverse(name, args=[world["round"], world["unit"]])
    if plain in ("nominee_new", "findings_new"):
        return reverse(name, args=[world["nomination"], "ca-nhan", world["nominee_person"]])
    if plain == "list_import_result":
        return reverse(name, args=[world["nomination"], world["job"]])
    if name.startswith("nominations:"):
        plain = f"nominations.{plain}"
    if name == "council:ballot_letter":
        return reverse(name, args=[world["council_session"], world["letter_seat"]])
    if name == "registrations:line_new":
        return reverse(name, args=[world["titles"], "ca-nhan", world["titles_person"]])
    if name.startswith("registrations:"):
        plain = f"registrations.{plain}"
    if name.startswith("council:"):
        plain = f"council.{plain}"
    key = max((p for p in PREFIXES if plain.startswith(p)), key=len, default="")
    for arguments in ([], [world.get(PREFIXES.get(key, ""), 1)]):
        try:
            return reverse(name, args=arguments)
        except Exception:  # noqa: S112 -- the next form of the address
            continue
    raise AssertionError(name)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.mark.parametrize("who", PEOPLE)
def test_who_opens_what(cast, world, who):
    client = client_of(getattr(cast, who))
    wrong = []
    with clock.at(clock.moment(dt.date(2023, 7, 7))):
        for name, people in allowed().items():
            status = client.get(address(name, world)).status_code
            expected = (200, 302) if who in people else (403, 404)
            if name in (
                "organisations:unit_import_result",
                "awards:award_import_result",
                "bloc_scores:table_import_result",
                "campaigns:submission_edit",
                "organisations:account_second_factor",
            ):
                expected = (*expected, 302, 403, 404)
            if status not in expected:
                wrong.append(f"{name}: {status}, expected {expected}")
    assert wrong == []


def test_logged_out_opens_nothing(client, cast, world):
    for name in set(allowed()) - {"organisations:invitation"}:
        answer = client.get(address(name, world))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/accounts/login/"), name


@pytest.mark.parametrize("who", ["auditor", "council", "nobody"])
def test_who_only_reads_changes_nothing(cast, world, who):
    client = client_of(getattr(cast, who))
    rows = AuditEntry.objects.count()
    for name in (set(allowed()) | POST_ONLY) - OWN_AFFAIRS:
        answer = client.post(address(name, world), {"move": "accept", "note": "x", "token": str(uuid.uuid4())})
        assert answer.status_code in (403, 404, 405), f"{name}: {answer.status_code}"
    assert AuditEntry.objects.count() == rows


JUNK = ["\x00", "999999999999999999999", "-1", "abc", "2023-99-99", "🙂", "%", "'", "0000-00-00", "[]", "a" * 3000]
PARAMETERS = "trang ky khoi phong-trao tinh-trang ten dang q loai nam chuyen lan tu den nguoi viec sap-xep xuat thang don-vi".split()


def mixtures(names: list[str], junk: list[str], rounds: int):
    """Each name with another piece of junk in each round."""
    for turn in range(rounds):
        yield {name: junk[(place + turn * 3) % len(junk)] for place, name in enumerate(names)}


@pytest.mark.parametrize("who", ["dha", "owner", "admin"])
def test_odd_parameters_are_never_a_fault(cast, world, who):
    client = client_of(getattr(cast, who))
    client.raise_request_exception = False
    wrong = []
    for name in allowed():
        for parameters in mixtures(PARAMETERS, JUNK, 4):
            status = client.get(address(name, world), parameters).status_code
            if status >= 500:
                wrong.append(f"{name}: {parameters}")
    assert wrong == []


@pytest.mark.parametrize("who", ["dha", "owner", "admin"])
def test_odd_posts_are_never_a_fault(cast, world, who):
    client = client_of(getattr(cast, who))
    client.raise_request_exception = False
    wrong = []
    for name in set(allowed()) | POST_ONLY:
        url = address(name, world)
        fields = _fields_of(client, url)
        bodies = [
            {},
            *mixtures(fields, ["", "999999999999999999999", "31/02/2023", "1.234"], 2),
            dict.fromkeys(fields, "\x00"),
        ]
        for body in bodies:
            status = client.post(url, body).status_code
            if status >= 500:
                wrong.append(f"{name}: {body}")
    assert wrong == []


def _fields_of(client, url) -> list[str]:
    """Names of the fields of the page's forms, as a person's browser would send them."""
    answer = client.get(url)
    if answer.status_code != 200 or "html" not in answer.get("Content-Type", "") or not answer.content:
        return ["move", "note", "version", "token"]
    found = lxml.html.fromstring(answer.content.decode()).xpath("//main//*[@name]/@name")
    return [*dict.fromkeys(found), "move", "note"]


def test_a_role_that_ended_yesterday_opens_nothing(cast, world):
    with clock.at(clock.moment(dt.date(2023, 7, 7))):
        roles.end_role(cast.owner.memberships.get(), on=dt.date(2023, 7, 6), by=None)
        client = client_of(cast.owner)
        assert client.get(address("campaigns:submission", world)).status_code == 404
        assert client.get(address("base:file", world)).status_code == 404


def test_a_locked_account_is_out_at_once(cast, world):
    client = client_of(cast.owner)
    accounts.lock_account(cast.owner, reason="Nghỉ việc", by=None)
    answer = client.get("/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")
