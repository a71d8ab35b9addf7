from django.apps import AppConfig


class BlocYearConfig(AppConfig):
    """The year of a bloc: pledge, activities, meetings and their minutes."""

    name = "campaigns.bloc_year"
    label = "bloc_year"
    verbose_name = "Khối thi đua trong năm"

    def ready(self):
        from campaigns.bloc_year import documents, due, navigation, panels  # noqa: F401  (due registers its work)
        from campaigns.bloc_year.selectors import days, open_deadlines, waiting
        from campaigns.bloc_year.services import pledges
        from campaigns.selectors import calendar, todo
        from organisations.services import blocs

        documents.register()
        navigation.register()
        panels.register()
        todo.register(waiting.sources, department=waiting.awaiting)
        calendar.register(days.events)
        open_deadlines.register_deadlines()
        blocs.after_seating.append(pledges.joined)
