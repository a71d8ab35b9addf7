"""What this app shows on the page of a bloc (organisations.panels asks for it), and the names of what it records."""

from typing import Any

from campaigns.bloc_year.selectors import year
from organisations import panels
from organisations.models import Bloc
from organisations.selectors import audit


def register() -> None:
    """Called from AppConfig.ready."""
    panels.register("bloc", "bloc_year/panels/bloc.html", of_bloc, order=5)
    panels.register_page("bloc_year.pledge", "bloc_year:pledge")
    panels.register_page("bloc_year.registration", "bloc_year:registration")
    panels.register_page("bloc_year.activity", "bloc_year:activity")
    panels.register_page("bloc_year.election", "bloc_year:election")
    audit.name_kind("bloc_year.pledge", "Giao ước thi đua")
    audit.name_kind("bloc_year.registration", "Đăng ký thi đua")
    audit.name_kind("bloc_year.activity", "Hoạt động của khối")
    audit.name_kind("bloc_year.election", "Bầu trưởng khối")


def of_bloc(bloc: Bloc, user: Any) -> year.BlocYear | None:
    """Pledge, signatures and the next activities, for the bloc's units and those who oversee."""
    return year.of_bloc(bloc) if year.blocs_for(user).filter(pk=bloc.pk).exists() else None
