"""Objects of the Council on which every page is opened."""

from awards.council.services.councils import set_threshold
from tests.council import walk as council_walk
from tests.factories import acting


def council_objects(cast) -> dict:
    """A session open for votes, with a member who wrote."""
    session = council_walk.voting(cast, items=("CSTDT",), presence={4: "written"})
    rule = {"award": "BKT", "ratio": "1/2", "denominator": "total_members", "strictly": True, "basis": "Quy chế"}
    item = session.items.get()
    return {
        "council_session": session.pk,
        "letter_seat": council_walk.seats(session)[4].pk,
        "agenda_item": item.pk,
        "recusal": item.recusals.first().pk,
        "council": session.council_id,
        "threshold": set_threshold(session.council, by=acting(cast.dha), **rule).pk,
    }
