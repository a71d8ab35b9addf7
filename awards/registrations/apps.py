from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    """Registration of titles at the start of the year: lists of units, their way up, what became of each line."""

    name = "awards.registrations"
    label = "registrations"
    verbose_name = "Đăng ký danh hiệu thi đua"

    def ready(self):
        from awards.registrations import navigation, panels
        from awards.registrations.selectors import open_deadlines, waiting
        from campaigns.selectors import calendar, todo

        navigation.register()
        panels.register()
        todo.register(waiting.sources, department=waiting.for_department)
        calendar.register(waiting.events)
        open_deadlines.register_deadlines()
