from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who exists: units, blocs, people, roles, accounts."""

    name = "organisations"
    verbose_name = "Tổ chức và tài khoản"

    def ready(self):
        from organisations import navigation

        navigation.register()
