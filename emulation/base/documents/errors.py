"""Refusals."""


class UnreadableDocument(ValueError):
    """The document cannot be read; str() is one sentence for the user that says why and what to do."""
