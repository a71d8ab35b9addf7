from django.apps import AppConfig


class NominationsConfig(AppConfig):
    """Who is proposed for which award: routes, files of a unit, nominees, their papers and evidence."""

    name = "awards.nominations"
    label = "nominations"
    verbose_name = "Đề nghị khen thưởng"

    def ready(self):
        from awards.nominations import jobs, navigation, panels  # noqa: F401  (jobs registers its kinds)
        from awards.nominations.selectors import open_deadlines, registered, todo
        from awards.registrations.selectors import outcomes
        from campaigns.selectors import calendar
        from campaigns.selectors import todo as work

        navigation.register()
        outcomes.register(registered.nominated)
        panels.register()
        calendar.register(open_deadlines.events)
        open_deadlines.register_deadlines()
        work.register(todo.sources, department=todo.for_department)
