from django.apps import AppConfig


class RemindersConfig(AppConfig):
    """Nothing is forgotten: reminders by rule, who takes over for locked accounts, one's own calendar feed."""

    name = "campaigns.reminders"
    label = "reminders"
    verbose_name = "Nhắc việc"

    def ready(self):
        from campaigns.reminders import due, navigation  # noqa: F401  (due registers its work)
        from organisations.selectors import audit

        navigation.register()
        audit.name_kind("reminders.reminderrule", "Quy tắc nhắc việc")
