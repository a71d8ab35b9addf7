"""gunicorn's configuration in bin/demo: the greeting comes when the address answers."""

import os

workers = 2
accesslog = None
loglevel = "warning"
control_socket_disable = True


def when_ready(server):
    """The socket listens: from now on a browser is served."""
    print(os.environ["DEMO_GREETING"], flush=True)
