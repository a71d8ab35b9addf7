"""manage.py bench: what the pages cost, measured in one run with the floor. Fails above the limits. See docs/performance.md."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.base import benching

INNER = "EMULATION_BENCH"
# Production code on a fixed day, with its own scratch database; nothing of this machine's settings is used but the server.
ENVIRONMENT = {
    "DEBUG": "false",
    "DEMO": "true",
    "SIMULATED_TODAY": "2023-10-16",
    "HTTPS": "false",
    "REDIS_URL": "",
    "MFA_REQUIRED_ROLES": "",
    "EMAIL_URL": "dummymail://",
    "STATIC_STORAGE": "django.contrib.staticfiles.storage.StaticFilesStorage",
    "LOG_LEVEL": "ERROR",
}
LIST_RATIO, BOARD_RATIO, SUBMIT_QUERIES = 12, 40, 15
WARM_UP = 8
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass
class Action:
    """One measured action. A limit of None is not judged."""

    name: str
    label: str
    p50_ms: float = 0.0
    ratio: float = 0.0
    queries: float = 0
    kilobytes: float = 0.0
    max_ratio: int | None = None
    max_queries: int | None = None

    @property
    def is_within(self) -> bool:
        return (self.max_ratio is None or self.ratio <= self.max_ratio) and (
            self.max_queries is None or self.queries <= self.max_queries
        )


class Command(BaseCommand):
    help = "Đo giá của các trang so với sàn Django trong cùng một lần chạy; thoát với mã 1 khi vượt giới hạn."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="ghi kết quả dạng JSON ra stdout")
        parser.add_argument("--units", type=int, default=300)
        parser.add_argument("--tasks", type=int, default=5)
        parser.add_argument("--periods", type=int, default=4)
        parser.add_argument("--reports", type=int, default=5000)
        parser.add_argument("--rounds", type=int, default=60, help="số lần đo mỗi trang")
        parser.add_argument("--only", default="", help="chỉ đo các trang này, cách nhau dấu phẩy: list,board,...")

    def handle(self, *args, **options):
        if os.environ.get(INNER):
            result = self._measure(options)
        else:
            result = self._in_a_process_of_its_own(options)
        if os.environ.get(INNER) or options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            self._write_table(result)
        if not result["within_limits"] and not os.environ.get(INNER):
            raise CommandError("Có trang vượt giới hạn.", returncode=1)

    def _in_a_process_of_its_own(self, options) -> dict:
        """Settings are read at start, so the measured code starts anew with the settings of production."""
        flags = [f"--{name}={options[name]}" for name in ("units", "tasks", "periods", "reports", "rounds", "only")]
        with tempfile.TemporaryDirectory() as folder:
            environment = {**os.environ, **ENVIRONMENT, INNER: folder, "SECRET_KEY": "of a bench " * 5}
            environment["PRIVATE_ROOT"] = str(Path(folder, "files"))
            if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
                environment["DATABASE_URL"] = f"sqlite:///{Path(folder, 'unused.sqlite3')}"
            run = subprocess.run(
                [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench", *flags],
                env=environment,
                stdout=subprocess.PIPE,
                text=True,
            )
        if run.returncode:
            raise CommandError("Không đo được: xem lỗi ở trên.")
        return json.loads(run.stdout)

    def _measure(self, options) -> dict:
        from campaigns.management import bench_data
        from emulation.celery import app

        # A worker sends the mails; here they only go to the queue, as in production.
        app.conf.task_always_eager = False
        connection.settings_dict["TEST"]["NAME"] = (
            str(Path(os.environ[INNER], "bench.sqlite3")) if connection.vendor == "sqlite" else f"bench_{os.getpid()}"
        )
        old_name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            sizes = {name: options[name] for name in ("units", "tasks", "periods", "reports")}
            with transaction.atomic():
                data = bench_data.build(**sizes, sends=options["rounds"] + WARM_UP + 1)
            if connection.vendor == "postgresql":
                # What autovacuum does within minutes of a load; without it the planner knows nothing of the tables.
                with connection.cursor() as cursor:
                    cursor.execute("VACUUM ANALYZE")
            return {"database": connection.vendor, **sizes, **self._run(data, options["rounds"], options["only"])}
        finally:
            connection.creation.destroy_test_db(old_name, verbosity=0)

    def _run(self, data, rounds: int, only: str) -> dict:
        sessions = {name: _session(getattr(data, name)) for name in ("department", "head")}
        actions, paths = _actions(data)
        if only:
            actions = {name: action for name, action in actions.items() if name in only.split(",")}
            paths = {name: path for name, path in paths.items() if name in actions}
        for name, path in paths.items():
            actions[name].queries = _queries(data.department, path)
        if "submit" in actions:
            actions["submit"].queries = _queries_of_sending(data)
        floor = _time(actions, paths, data, sessions, rounds)
        for part in benching.parts():
            if part.name in only.split(",") if only else not part.on_request:
                ms, queries = benching.measure(part)
                actions[part.name] = Action(
                    part.name, part.label, round(ms, 2), queries=round(queries, 2), max_queries=part.max_queries
                )
        for action in actions.values():
            action.ratio = round(action.p50_ms / floor, 1)
        return {
            "floor_ms": round(floor, 3),
            "actions": [{**asdict(a), "within": a.is_within} for a in actions.values()],
            "within_limits": all(a.is_within for a in actions.values()),
        }

    def _write_table(self, result: dict) -> None:
        sizes = f"{result['units']} đơn vị × {result['tasks']} nhiệm vụ × {result['periods']} kỳ, {result['reports']} báo cáo"
        self.stdout.write(f"{result['database']}; {sizes}; sàn Django {result['floor_ms']:.2f} ms")
        self.stdout.write(f"{'trang, việc':<58}{'p50 ms':>9}{'× sàn':>8}{'giới hạn':>10}{'truy vấn':>10}{'kB':>8}")
        for a in result["actions"]:
            limit = f"{a['max_ratio']}×" if a["max_ratio"] else f"{a['max_queries']} tv" if a["max_queries"] else ""
            mark = "" if a["within"] else "  VƯỢT"
            self.stdout.write(
                f"{a['label']:<58}{a['p50_ms']:>9.2f}{a['ratio']:>8.1f}{limit:>10}{a['queries']:>10}"
                f"{a['kilobytes']:>8.0f}{mark}"
            )


def _actions(data) -> tuple[dict[str, Action], dict[str, str]]:
    """What is measured, and the addresses of the pages."""
    board = f"{reverse('campaigns:board')}?phong-trao={data.campaign.pk}&ky={data.period.pk}"
    actions = [
        Action("list", "Danh sách báo cáo, 50 dòng", max_ratio=LIST_RATIO),
        Action("board", "Bảng theo dõi", max_ratio=BOARD_RATIO),
        Action("detail", "Một báo cáo"),
        Action("home", "Việc cần làm"),
        Action("submit", "Duyệt và gửi", max_queries=SUBMIT_QUERIES),
    ]
    paths = {
        "list": reverse("campaigns:submission_list"),
        "board": board,
        "detail": reverse("campaigns:submission", args=[data.report.pk]),
        "home": reverse("campaigns:home"),
    }
    return {a.name: a for a in actions}, paths


def _session(person) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def _queries(person, path: str) -> int:
    """Queries of the second look at a page: the first fills what a process keeps."""
    client = Client()
    client.force_login(person, backend=BACKEND)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        status = client.get(path).status_code
    if status != 200:
        raise CommandError(f"{path} trả lời {status}.")
    return len(captured)


def _queries_of_sending(data) -> int:
    client = Client()
    client.force_login(data.head, backend=BACKEND)
    client.get(reverse("campaigns:home"))
    with CaptureQueriesContext(connection) as captured:
        response = client.post(_sending(data), {"move": "submit"})
    plan = type(data.report).objects.get(pk=_last_sent[-1])
    if response.status_code != 302 or plan.number != 1:
        raise CommandError("Không gửi được kế hoạch để đo.")
    return len([q for q in captured if not q["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))])


_last_sent: list[int] = []


def _sending(data) -> str:
    """The address of the next plan that is ready to be sent."""
    _last_sent.append(data.to_send.pop().pk)
    return reverse("campaigns:submission", args=[_last_sent[-1]])


def _time(actions: dict[str, Action], paths: dict[str, str], data, sessions: dict[str, str], rounds: int) -> float:
    """Fill in p50 and size of each action, asked in turn with the floor; returns the floor."""
    from campaigns.management.bench_server import CSRF, FLOOR, request, server

    taken: dict[str, list[float]] = {"floor": [], **{name: [] for name in actions}}
    sizes: dict[str, int] = {}
    body = f"move=submit&csrfmiddlewaretoken={CSRF}"
    with server() as port:
        for turn in range(rounds + WARM_UP):
            answers = {"floor": request(port, FLOOR)}
            for name, path in paths.items():
                answers[name] = request(port, path, session=sessions["department"])
            if "submit" in actions:
                answers["submit"] = request(port, _sending(data), session=sessions["head"], body=body)
            for name, (ms, status, size) in answers.items():
                if status not in (200, 302):
                    raise CommandError(f"{name}: {status}")
                sizes[name] = size
                if turn >= WARM_UP:
                    taken[name].append(ms)
    for name, action in actions.items():
        action.p50_ms = round(statistics.median(taken[name]), 2)
        action.kilobytes = round(sizes[name] / 1024, 1)
    return statistics.median(taken["floor"])
