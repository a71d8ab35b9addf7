from awards.council.models.councils import Council, Seat, Threshold
from awards.council.models.sessions import AgendaItem, Attendance, Recusal, Session

__all__ = ["AgendaItem", "Attendance", "Council", "Recusal", "Seat", "Session", "Threshold"]
