"""Words by which a record of the registry is found, without accents."""

from collections.abc import Iterable

from awards.models import AwardRecord, RecordWord
from awards.selectors.registry import words_of

LONGEST = RecordWord._meta.get_field("word").max_length


def searched_text(*texts: str) -> str:
    """The texts as words of a-z and 0-9 with one space between."""
    return " ".join(word for text in texts for word in words_of(text))


def save_words(records: Iterable[AwardRecord]) -> None:
    """Keep the words of new records."""
    rows = [
        RecordWord(word=word, record=record)
        for record in records
        for word in {word[:LONGEST] for word in record.search_key.split()}
    ]
    RecordWord.objects.bulk_create(rows, batch_size=2000)
