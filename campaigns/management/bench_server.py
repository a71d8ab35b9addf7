"""The server and the client of `manage.py bench`: the project under gunicorn beside the floor, a Django view that does nothing."""

import http.client
import multiprocessing
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.db import connections
from django.http import HttpResponse
from django.test.utils import override_settings
from django.urls import path
from gunicorn.app.base import BaseApplication

FLOOR = "/floor/"
WORKERS = 2
PATIENCE = 30

# The floor's own table of addresses (this module is its urlconf).
urlpatterns = [path("floor/", lambda request: HttpResponse("ok"))]


class _FloorRequest(WSGIRequest):
    urlconf = __name__


def application():
    """The project's application; the address of the floor goes to a Django handler without middleware."""
    with override_settings(MIDDLEWARE=[]):
        floor = WSGIHandler()
    floor.request_class = _FloorRequest
    project = WSGIHandler()

    def answer(environ, start_response):
        handler = floor if environ["PATH_INFO"] == FLOOR else project
        return handler(environ, start_response)

    return answer


class _Gunicorn(BaseApplication):
    def __init__(self, port: int):
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        options = {"bind": f"127.0.0.1:{self.port}", "workers": WORKERS, "loglevel": "critical", "preload_app": True}
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self):
        return application()


def _serve(port: int) -> None:
    _Gunicorn(port).run()


@contextmanager
def server() -> Iterator[int]:
    """Two sync workers on a free port of this machine; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_serve, args=(port,))
    process.start()
    try:
        _wait_for(port)
        yield port
    finally:
        process.terminate()
        process.join(PATIENCE)


def _wait_for(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            if request(port, FLOOR)[1] == 200:
                return
        except OSError:
            if time.monotonic() > until:
                raise
        time.sleep(0.1)


# Any secret will do: the cookie and the form field only have to agree.
CSRF = "b" * 32


def request(port: int, path: str, *, session: str = "", body: str | None = None) -> tuple[float, int, int]:
    """(milliseconds, status, bytes) of one request over a connection of its own."""
    headers = {"Cookie": f"sessionid={session}; csrftoken={CSRF}"} if session else {}
    if body is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    begun = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET" if body is None else "POST", path, body=body, headers=headers)
    response = connection.getresponse()
    size = len(response.read())
    connection.close()
    return (time.perf_counter() - begun) * 1000, response.status, size
