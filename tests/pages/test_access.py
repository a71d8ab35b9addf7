"""Every address × every role in one table written by hand. A new address fails here until it is in the table."""

import datetime as dt
import uuid
from contextlib import contextmanager

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from emulation.base import clock
from emulation.base.models import AuditEntry
from organisations.services import accounts, roles
from tests.appraisal.objects import APPRAISAL_PREFIXES
from tests.decisions.objects import DECISION_PREFIXES
from tests.pages.access_table import NEXT_DOOR, OPEN, OWN_AFFAIRS, PEOPLE, POSTED, TABLE
from tests.pages.world import PDF, next_door, readings_of, unit_objects, world_of

JULY = clock.moment(dt.date(2023, 7, 7))
# What a person sends who tries: a move, its note.
MEANT = {"move": "accept", "note": "x", "token": str(uuid.uuid4())}


def allowed(table: dict = TABLE) -> dict[str, set[str]]:
    """{address: who}, in the order of the alphabet, so that every run walks the same way."""
    rows = {
        f"{app}:{name}": people for app, lines in table.items() for people, names in lines for name in names.split()
    }
    return dict(sorted(rows.items()))


def every_name() -> list[str]:
    return sorted(allowed() | allowed(POSTED))


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
    assert names_in(get_resolver()) == {*every_name(), *OPEN}
    assert not set(allowed()) & set(allowed(POSTED))


def test_no_address_is_in_the_table_twice():
    for table in (TABLE, POSTED):
        names = [f"{app}:{name}" for app, rows in table.items() for _people, some in rows for name in some.split()]
        assert sorted(names) == sorted(set(names))


@pytest.fixture
def world(cast):
    """One object of each kind, and the arguments of each address."""
    return world_of(cast)


PREFIXES = (
    APPRAISAL_PREFIXES
    | DECISION_PREFIXES
    | {
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
        "award_import_result": "award_reading",
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
        "table_import_result": "criteria_reading",
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
        "nominations.findings": "nominee",
        "nominations.nominee_pick": "nomination",
        "nominations.nominee_listed": "nomination",
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
        "unit_import_result": "unit_reading",
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
)


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
    if name == "nominations:list_import_result":
        return reverse(name, args=[world["nomination"], world["nominee_reading"]])
    if name == "council:ballot_letter":
        return reverse(name, args=[world["council_session"], world["letter_seat"]])
    if name == "registrations:line_new":
        return reverse(name, args=[world["titles"], "ca-nhan", world["titles_person"]])
    app = name.split(":")[0]
    if app in ("nominations", "registrations", "council", "appraisal", "decisions"):
        plain = f"{app}.{plain}"
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


@contextmanager
def undone():
    """What is posted inside is taken back, so that the next post finds its object."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("who", PEOPLE)
def test_who_opens_and_posts_what(cast, world, who):
    person = getattr(cast, who)
    client = client_of(person)
    # A list that was read is its reader's own: the table says who may have one read.
    world |= readings_of(person)
    with clock.at(JULY):
        wrong = [
            f"{name}: {status}, expected {expected}"
            for look in (opening, posting)
            for name, status, expected in look(client, world, who)
            if status not in expected
        ]
    assert wrong == []


def opening(client, world: dict, who: str):
    """(address, status, what it may be) of each address that is opened with a link."""
    for name, people in allowed().items():
        yield name, client.get(address(name, world)).status_code, (200, 302) if who in people else (403, 404)


def posting(client, world: dict, who: str):
    """The same of each address that only takes a POST. 400 is a refusal in words: the report has been sent."""
    for name, people in allowed(POSTED).items():
        url = address(name, world)
        yield name, client.get(url).status_code, (405,)
        with undone():
            status = client.post(url, posted(name, world)).status_code
        yield name, status, (200, 204, 302, 400) if who in people else (403, 404)


def posted(name: str, world: dict) -> dict:
    """What a person sends to an address that only takes a POST."""
    return {
        "base:draft_save": {"draft_key": "submission:1"},
        "bloc_scores:round_take_over": {"unit": world["unit"], "reason": "Đơn vị chậm 10 ngày."},
        "campaigns:submission_upload": {"ky-files": SimpleUploadedFile("a.pdf", PDF)},
    }.get(name, {})


def test_a_reading_of_another_person_is_not_there(cast, world):
    for who in sorted(set(PEOPLE) - {"dha"}):
        client = client_of(getattr(cast, who))
        for name in (
            "organisations:unit_import_result",
            "awards:award_import_result",
            "bloc_scores:table_import_result",
        ):
            assert client.get(address(name, world)).status_code == 404, (who, name)
            assert client.post(address(name, world)).status_code == 404, (who, name)


def test_nothing_of_another_bloc_opens_or_changes(cast):
    """The same objects once more, of units and a bloc that nobody of these people belongs to."""
    other = next_door(cast)
    world = world_of(cast)
    there = world | unit_objects(other, family="Vũ")
    for_all = {f"{app}:{name}" for app, names in NEXT_DOOR.items() for name in names.split()}
    moved = [name for name in every_name() if address(name, world) != address(name, there)]
    moved.remove("nominations:file_begin")  # a route is everybody's: each begins the file of the own unit
    assert len(moved) > 150
    rows, posts, wrong = AuditEntry.objects.count(), allowed(POSTED), []
    with clock.at(JULY):
        for who in ("owner", "head", "leader", "deputy", "stranger"):
            client = client_of(getattr(cast, who))
            for name in moved:
                url = address(name, there)
                seen = (200,) if name in for_all else (403, 404, 405) if name in posts else (403, 404)
                if (status := client.get(url).status_code) not in seen:
                    wrong.append(f"{who} gets {name}: {status}, expected {seen}")
                status = client.post(url, MEANT | posted(name, there)).status_code
                if status not in ((403, 404) if name in posts else (403, 404, 405)):
                    wrong.append(f"{who} posts {name}: {status}")
    assert wrong == []
    assert AuditEntry.objects.count() == rows


def test_logged_out_opens_nothing(client, cast, world):
    for name in every_name():
        if name == "organisations:invitation":
            continue
        for answer in (client.get(address(name, world)), client.post(address(name, world), posted(name, world))):
            assert answer.status_code == 302, name
            assert answer["Location"].startswith("/accounts/login/"), name


@pytest.mark.parametrize("who", ["auditor", "council", "nobody"])
def test_who_only_reads_changes_nothing(cast, world, who):
    client = client_of(getattr(cast, who))
    rows = AuditEntry.objects.count()
    for name in every_name():
        if name in OWN_AFFAIRS:
            continue
        answer = client.post(address(name, world), MEANT | posted(name, world))
        assert answer.status_code in (403, 404, 405), f"{name}: {answer.status_code}"
    assert AuditEntry.objects.count() == rows


# Each of another kind: who receives, who prepares, who sends and votes, who keeps accounts, who sits on the Council.
FUZZING = ["dha", "owner", "head", "admin", "council"]
JUNK = ["\x00", "999999999999999999999", "-1", "abc", "2023-99-99", "🙂", "%", "'", "0000-00-00", "[]", "a" * 3000]
PARAMETERS = "trang ky khoi phong-trao tinh-trang ten dang q loai nam chuyen lan tu den nguoi viec sap-xep xuat thang don-vi".split()


def mixtures(names: list[str], junk: list[str], rounds: int):
    """Each name with another piece of junk in each round."""
    for turn in range(rounds):
        yield {name: junk[(place + turn * 3) % len(junk)] for place, name in enumerate(names)}


@pytest.mark.parametrize("who", FUZZING)
def test_odd_parameters_are_never_a_fault(cast, world, who):
    client = client_of(getattr(cast, who))
    client.raise_request_exception = False
    wrong = []
    for name, people in allowed().items():
        # Whoever is not let in is refused before anything is read: once is enough.
        for parameters in mixtures(PARAMETERS, JUNK, 4 if who in people else 1):
            status = client.get(address(name, world), parameters).status_code
            if status >= 500:
                wrong.append(f"{name}: {parameters}")
    assert wrong == []


@pytest.mark.parametrize("who", FUZZING)
def test_odd_posts_are_never_a_fault(cast, world, who):
    client = client_of(getattr(cast, who))
    client.raise_request_exception = False
    wrong = []
    for name, people in (allowed() | allowed(POSTED)).items():
        url = address(name, world)
        fields = _fields_of(client, url) if who in people else ["move", "note"]
        bodies = [
            {},
            *mixtures(fields, ["", "999999999999999999999", "31/02/2023", "1.234"], 2),
            dict.fromkeys(fields, "\x00"),
        ]
        for body in bodies:
            with undone():
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
    with clock.at(JULY):
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
