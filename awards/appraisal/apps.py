from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """The desk of Sở Nội vụ: dossiers of received files, who appraises them, verdicts, the second look, clocks."""

    name = "awards.appraisal"
    label = "appraisal"
    verbose_name = "Tiếp nhận, thẩm định"

    def ready(self):
        from awards.appraisal import due, navigation, panels  # noqa: F401 -- due registers itself
        from awards.appraisal.selectors import open_deadlines, opinions, ready, todo
        from awards.appraisal.services import dossiers
        from awards.council.services import agenda
        from awards.nominations.services import files
        from campaigns.selectors import todo as work

        navigation.register()
        panels.register()
        open_deadlines.register_deadlines()
        files.on_received.append(dossiers.open_dossiers)
        agenda.before_putting.append(ready.must_be_ready)
        work.register(todo.sources, officer=todo.BY_OFFICER)
        work.register(opinions.sources)
