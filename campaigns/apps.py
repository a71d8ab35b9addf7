from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """What is promised and reported: directives, campaigns, plans, reports."""

    name = "campaigns"
    verbose_name = "Phong trào thi đua"

    def ready(self):
        from campaigns import jobs, navigation, panels  # noqa: F401  (jobs registers its kinds)

        navigation.register()
        panels.register()
