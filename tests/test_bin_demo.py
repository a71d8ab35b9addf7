"""bin/demo: makes the province once, keeps it, is quick the second time, says what is wrong."""

import os
import re
import signal
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from tests.services import free_port

ROOT = Path(__file__).resolve().parent.parent
FIRST_START = 480  # seconds, on a machine that runs other tests beside
SECOND_START = 1 / 4  # of the first start, in the same run: building again would make it 1


def demo(*options, directory=None, **arguments):
    """The command, with data of this test only."""
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    if directory:
        environment["DEMO_DIRECTORY"] = str(directory)
    command = [ROOT / "bin/demo", *options]
    return subprocess.Popen(
        command, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **arguments
    )


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--port", "tám"], "Số cổng sau --port phải từ 1 đến 65535.\n"),
        (["--port"], "Số cổng sau --port phải từ 1 đến 65535.\n"),
        (["--port", "70000"], "Số cổng sau --port phải từ 1 đến 65535.\n"),
        (["--xóa"], "Không có tùy chọn “--xóa”. Các tùy chọn: --no-serve, --port N, --reset.\n"),
    ],
)
def test_a_wrong_option_is_said(options, sentence):
    process = demo(*options)
    output, _ = process.communicate(timeout=30)
    assert (process.returncode, output) == (1, sentence)


@pytest.mark.demo
def test_province_is_built_once_and_served_at_once_the_second_time(tmp_path):
    directory = tmp_path / "the demo"
    started = time.monotonic()
    built = demo("--no-serve", directory=directory)
    output, _ = built.communicate(timeout=FIRST_START)
    building = time.monotonic() - started
    assert built.returncode == 0, output
    accounts = output[output.index("Tài khoản") :]
    assert [path.name for path in tmp_path.iterdir() if path.name != "the demo-static"] == ["the demo"]
    database = directory / "db.sqlite3"
    size = database.stat().st_size

    port, started = free_port(), time.monotonic()
    server = demo("--port", str(port), directory=directory, start_new_session=True)
    try:
        lines = []
        while not re.match("Địa chỉ: ", lines[-1] if lines else ""):
            line = server.stdout.readline()
            assert line, "".join(lines)
            lines.append(line)
        page = urllib.request.urlopen(f"http://127.0.0.1:{port}/accounts/login/", timeout=10)
        seconds = time.monotonic() - started
        assert page.status == 200
        assert "Đăng nhập" in page.read().decode()
        assert "".join(lines).startswith(accounts.rstrip())
        assert lines[-1] == f"Địa chỉ: http://127.0.0.1:{port}/\n"
        assert database.stat().st_size == size

        second = demo("--port", str(port), directory=directory)
        refusal, _ = second.communicate(timeout=30)
        assert second.returncode == 1
        assert refusal.startswith(f"Cổng {port} đang có chương trình khác dùng.")
    finally:
        os.killpg(server.pid, signal.SIGINT)
        server.communicate(timeout=30)
    assert seconds < building * SECOND_START
