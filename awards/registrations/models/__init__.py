from awards.registrations.models.calls import Call, CallExtension
from awards.registrations.models.registrations import RegisteredLine, RegistrationSnapshot, TitleRegistration

__all__ = ["Call", "CallExtension", "RegisteredLine", "RegistrationSnapshot", "TitleRegistration"]
