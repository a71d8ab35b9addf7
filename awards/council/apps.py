from django.apps import AppConfig


class CouncilConfig(AppConfig):
    """The Emulation-Reward Council: members, sessions, agenda, attendance, secret ballot, results."""

    name = "awards.council"
    label = "council"
    verbose_name = "Hội đồng Thi đua - Khen thưởng"

    def ready(self):
        from awards.council import navigation
        from awards.council.selectors import open_deadlines, todo
        from campaigns.selectors import todo as work

        navigation.register()
        open_deadlines.register_deadlines()
        work.register(todo.sources, department=todo.for_department)
