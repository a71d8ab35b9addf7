from django.apps import AppConfig


class AwardsConfig(AppConfig):
    """Who is proposed, weighed, voted, decided."""

    name = "awards"
    verbose_name = "Khen thưởng"

    def ready(self):
        from awards import documents, due, jobs, navigation, panels  # noqa: F401  (due and jobs register their work)
        from awards.selectors import open_deadlines, todo

        documents.register()
        navigation.register()
        panels.register()
        todo.register_work()
        open_deadlines.register_deadlines()
