from django.apps import AppConfig


class BlocScoresConfig(AppConfig):
    """How blocs score and rank: criteria tables, score sheets, objections, rankings."""

    name = "campaigns.bloc_scores"
    label = "bloc_scores"
    verbose_name = "Chấm điểm thi đua"

    def ready(self):
        from campaigns.bloc_scores import documents, jobs, navigation, panels  # noqa: F401  (jobs registers its kinds)
        from campaigns.bloc_scores.selectors import open_deadlines, waiting
        from campaigns.selectors import todo

        documents.register()
        navigation.register()
        panels.register()
        todo.register(waiting.sheets, department=waiting.for_department)
        todo.register(waiting.objections, department=waiting.objections_of_leaders)
        todo.register(waiting.rounds, department=waiting.rankings_to_publish)
        open_deadlines.register_deadlines()
