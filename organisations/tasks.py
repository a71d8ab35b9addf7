"""Where Celery looks for the tasks of this app."""

from organisations.mails import send_invitation

__all__ = ["send_invitation"]
