"""Text out of uploaded documents: .txt in any Vietnamese encoding, .docx with its printed numbers, .pdf with a text layer."""

from .extract import SUFFIXES, DocumentText, UnreadableDocument, extract_text
from .tables import TableCell, WordTable, read_tables

__all__ = ["SUFFIXES", "DocumentText", "TableCell", "UnreadableDocument", "WordTable", "extract_text", "read_tables"]
