from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """What is promised and reported: directives, campaigns, plans, reports."""

    name = "campaigns"
    verbose_name = "Phong trào thi đua"

    def ready(self):
        from campaigns import documents, jobs, navigation, panels  # noqa: F401  (jobs registers its kinds)

        documents.register()
        navigation.register()
        panels.register()
