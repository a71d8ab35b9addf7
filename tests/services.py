"""PostgreSQL and Redis for one run of the tests: own servers, own directory under /tmp, gone afterwards.

    python -m tests.services COMMAND...     runs COMMAND with DATABASE_URL and REDIS_URL, ends with its exit code

Nothing is shared with other servers of the machine: PostgreSQL listens on a socket in its directory only, Redis on a
port that the system gave.
"""

import ctypes
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

# Data that lives for minutes: a crash may lose it, so the disk is never waited for.
POSTGRES_OPTIONS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "timezone": "UTC",
}
PATIENCE = 30  # seconds for a server to answer


def postgres_bin() -> Path:
    """The newest PostgreSQL of the distribution; names on PATH may be wrappers that do not take our options."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    if found:
        return found[-1].parent
    raise SystemExit("PostgreSQL is missing. Install: sudo apt-get install --no-install-recommends postgresql")


def server_account() -> dict:
    """Arguments for subprocess: PostgreSQL refuses to run as root, so root starts it as its own user."""
    if os.geteuid() != 0:
        return {}
    account = pwd.getpwnam("postgres")
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def end_with_parent() -> None:
    """In the child, after the change of user: the server gets SIGINT when this process is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGINT)  # PR_SET_PDEATHSIG


@contextmanager
def running(command: list[str], log: Path, **arguments) -> Iterator[subprocess.Popen]:
    """A server that is stopped at the end, politely first."""
    with log.open("wb") as output:
        # Nothing but these lines runs between fork and exec: no threads exist yet.
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,
            **arguments,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until(answers, process: subprocess.Popen, log: Path) -> None:
    """Returns when `answers()` is true; a server that died or stays silent ends the run with its last words."""
    end = time.monotonic() + PATIENCE
    while not answers():
        if process.poll() is not None or time.monotonic() > end:
            raise SystemExit(f"{Path(process.args[0]).name} did not start:\n{log.read_text(errors='replace')[-2000:]}")
        time.sleep(0.05)


@contextmanager
def postgres(directory: Path) -> Iterator[str]:
    """The DATABASE_URL of a new cluster."""
    account, binaries = server_account(), postgres_bin()
    base, log = directory / "pg", directory / "pg.log"
    base.mkdir(mode=0o700)
    if account:
        os.chown(base, account["user"], account["group"])
    common = {**account, "cwd": "/", "umask": 0o077, "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}}
    made = subprocess.run(
        [binaries / "initdb", "-D", base / "data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-sync"],
        capture_output=True,
        text=True,
        **common,
    )
    if made.returncode:
        raise SystemExit(f"initdb failed:\n{made.stderr}")
    options = [part for name, value in POSTGRES_OPTIONS.items() for part in ("-c", f"{name}={value}")]
    command = [str(binaries / "postgres"), "-D", str(base / "data"), "-k", str(base), *options]
    ready = [binaries / "pg_isready", "-q", "-h", base, "-U", "postgres"]
    with running(command, log, **common) as server:
        wait_until(lambda: subprocess.run(ready, check=False).returncode == 0, server, log)
        yield f"postgres://postgres@/emulation?host={base}"


def free_port() -> int:
    """A port that nobody uses now, chosen by the system."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def redis_answers(port: int) -> bool:
    """Whether a Redis says PONG there."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


@contextmanager
def redis(directory: Path) -> Iterator[str]:
    """The REDIS_URL of a new server that keeps nothing on disk."""
    program = shutil.which("redis-server")
    if not program:
        raise SystemExit("Redis is missing. Install: sudo apt-get install --no-install-recommends redis-server")
    port, log = free_port(), directory / "redis.log"
    command = [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    with running([*command, "--databases", "64", "--dir", str(directory)], log) as server:
        wait_until(lambda: redis_answers(port), server, log)
        yield f"redis://127.0.0.1:{port}/0"


@contextmanager
def services() -> Iterator[dict[str, str]]:
    """Both servers, as environment variables."""
    # Always under /tmp: the path of a unix socket may have 107 bytes only.
    directory = Path(tempfile.mkdtemp(prefix="emulation-", dir="/tmp"))
    directory.chmod(0o755)  # the postgres user must be able to walk through
    try:
        with ExitStack() as stack:
            yield {
                "DATABASE_URL": stack.enter_context(postgres(directory)),
                "REDIS_URL": stack.enter_context(redis(directory)),
            }
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def main(command: list[str]) -> int:
    """Runs the command with the services; a signal to us stops the command, then the servers."""
    if not command:
        raise SystemExit(__doc__)
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    with services() as variables:
        process = subprocess.Popen(command, env={**os.environ, **variables})
        try:
            return process.wait()
        finally:
            if process.poll() is None:
                process.terminate()
                process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
