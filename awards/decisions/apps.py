from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """Decisions of the Chairman: drafted from what the Council approved, signed, entered into the registry, paid."""

    name = "awards.decisions"
    label = "decisions"
    verbose_name = "Quyết định khen thưởng"

    def ready(self):
        from awards.decisions import documents, navigation, panels
        from awards.decisions.selectors import deadlines, todo

        documents.register()
        navigation.register()
        panels.register()
        todo.register_work()
        deadlines.register_deadlines()
