"""Text out of uploaded documents: .txt in any Vietnamese encoding, .docx with its printed numbers, .pdf with a text layer."""

from .extract import SUFFIXES, DocumentText, UnreadableDocument, extract_text

__all__ = ["SUFFIXES", "DocumentText", "UnreadableDocument", "extract_text"]
