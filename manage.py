#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from pathlib import Path

CONFIGURED_BY = ("SECRET_KEY", "DEBUG", "DEMO")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "emulation.settings")
    if not (Path(__file__).parent / ".env").exists() and not any(name in os.environ for name in CONFIGURED_BY):
        # A checkout that nobody configured is a developer's. A server (wsgi, celery) still refuses to start without a key.
        os.environ["DEBUG"] = "true"
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
