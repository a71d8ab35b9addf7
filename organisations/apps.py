from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    """Who exists: units, blocs, people, roles, accounts."""

    name = "organisations"
    verbose_name = "Tổ chức và tài khoản"

    def ready(self):
        from emulation.base import notify
        from organisations import due, jobs, navigation, panels  # noqa: F401  (jobs registers its kinds)
        from organisations.views.roles import take_role

        navigation.register()
        notify.before_opening.append(take_role)
        panels.register_page("organisations.unit", "organisations:unit")
        panels.register_page("organisations.bloc", "organisations:bloc")
        panels.register_page("organisations.user", "organisations:account", permission="organisations.manage_accounts")
