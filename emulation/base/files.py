"""Private files: what is taken is decided by content; a file is opened only through a view that asks who may."""

import hashlib
import io
import unicodedata
import uuid
import zipfile
from typing import Any

import filetype
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

from emulation.base.models import FileKind, StoredFile

PREVIEWABLE = {FileKind.PDF: "application/pdf", FileKind.JPG: "image/jpeg", FileKind.PNG: "image/png"}
ACCEPT = ".pdf,.docx,.xlsx,.jpg,.jpeg,.png,.doc,.xls"
TAKEN = "PDF, DOCX, XLSX, JPG, PNG, DOC, XLS"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_UNPACKED_MAX = 200 * 1024 * 1024
_RATIO_MAX = 200


class FileRefused(ValueError):
    """A file that is not taken; the text says why and what to do."""


def store(upload: Any, *, by: Any, holder: models.Model | None = None, kinds: set[str] | None = None) -> StoredFile:
    """Keep an uploaded file under an opaque name. `upload` has .name and .read(). Raises FileRefused."""
    content, name, kind = inspect(upload, kinds=kinds)
    return store_bytes(content, name=name, kind=kind, by=by, holder=holder)


def inspect(upload: Any, *, kinds: set[str] | None = None) -> tuple[bytes, str, FileKind]:
    """Bytes, clean name and kind of an uploaded file that may be taken; nothing is kept yet. Raises FileRefused."""
    name = clean_name(upload.name)
    size = getattr(upload, "size", None)
    if size is not None and size > settings.UPLOAD_MAX_BYTES:
        raise FileRefused(_too_big(size))
    content = upload.read()
    if len(content) > settings.UPLOAD_MAX_BYTES:
        raise FileRefused(_too_big(len(content)))
    wanted = ", ".join(sorted(k.upper() for k in kinds)) if kinds else TAKEN
    kind = kind_of(content, name, taken=wanted)
    if kinds and kind not in kinds:
        raise FileRefused(f"Chỗ này chỉ nhận tệp {wanted}. Hãy lưu lại đúng loại rồi chọn lại.")
    return content, name, kind


def digest(upload: Any) -> str:
    """The sha256 of an uploaded file, which can be read again afterwards."""
    sha256 = hashlib.sha256()
    while part := upload.read(1 << 16):
        sha256.update(part)
    upload.seek(0)
    return sha256.hexdigest()


def store_bytes(content: bytes, *, name: str, kind: str, by: Any, holder: models.Model | None = None) -> StoredFile:
    """Keep bytes the program itself made or has checked."""
    pk = uuid.uuid4()
    key = default_storage.save(f"{pk.hex[:2]}/{pk.hex}", ContentFile(content))
    row = StoredFile(
        pk=pk,
        name=name,
        kind=kind,
        size=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
        key=key,
        uploaded_by=by,
    )
    if holder is not None:
        attach(row, holder, save=False)
    row.save(force_insert=True)
    return row


def attach(file: StoredFile, holder: models.Model, *, save: bool = True) -> None:
    """Hang a file on the object that decides who may see it."""
    file.holder_type = ContentType.objects.get_for_model(holder)
    file.holder_id = str(holder.pk)
    if save:
        file.save(update_fields=["holder_type", "holder_id"])


def remove(file: StoredFile) -> None:
    """Forget a file; its bytes go once the transaction is certain."""
    key = file.key
    file.delete()
    transaction.on_commit(lambda: default_storage.delete(key))


def may_open(file: StoredFile, user: Any) -> bool:
    """Whoever sees the holder sees the file; a file that hangs nowhere yet is its uploader's alone.

    A holder of which people see different parts says which files they are: `shows_file(file, user)`.
    """
    if file.holder_type_id is None:
        return file.uploaded_by_id == user.pk
    model = file.holder_type.model_class()
    holder = model and model._default_manager.visible_to(user).filter(pk=file.holder_id).first()
    if not holder:
        return False
    return holder.shows_file(file, user) if hasattr(holder, "shows_file") else True


def read(file: StoredFile) -> bytes:
    """All bytes of a file."""
    with default_storage.open(file.key) as handle:
        return handle.read()


def clean_name(name: str) -> str:
    """The original name, NFC, without folders or control characters, at most 255 bytes with its ending kept."""
    name = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    name = "".join(c for c in name if unicodedata.category(c) not in ("Cc", "Cf")).strip() or "tệp"
    if len(name.encode()) <= 255:
        return name
    stem, dot, ending = name.rpartition(".")
    stem, tail = (stem, dot + ending) if stem and len(ending) <= 5 else (name, "")
    return stem.encode()[: 255 - len(tail.encode())].decode(errors="ignore") + tail


def kind_of(content: bytes, name: str, *, taken: str = TAKEN) -> FileKind:
    """Type of a file by its first bytes, checked against its ending. Raises FileRefused with a sentence."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if not content:
        raise FileRefused(f"Tệp “{name}” rỗng (0 byte). Hãy mở tệp xem có nội dung không rồi chọn lại.")
    kind = _kind_by_content(content, ending)
    if kind is None:
        raise FileRefused(_not_taken(content, name, ending, taken))
    if ending and ending not in _ENDINGS[kind]:
        raise FileRefused(
            f"Tệp “{name}” có đuôi .{ending} nhưng nội dung là {kind.label}. Hãy lưu lại đúng loại rồi chọn lại."
        )
    return kind


# How files begin that are not taken, and what people call them.
_PROGRAMS = {b"MZ": "chương trình Windows", b"\x7fELF": "chương trình máy tính", b"#!": "tập lệnh máy tính"}
_OTHERS = {
    b"PK\x03\x04": "tệp nén ZIP",
    b"Rar!": "tệp nén RAR",
    b"7z\xbc\xaf": "tệp nén 7z",
    b"\x1f\x8b": "tệp nén GZIP",
    b"GIF8": "ảnh GIF",
    b"{\\rtf": "văn bản RTF",
    b"<?php": "mã chương trình",
    b"<!doctype html": "trang web",
    b"<html": "trang web",
    b"<svg": "ảnh SVG",
    b"<?xml": "tệp XML",
}


def _not_taken(content: bytes, name: str, ending: str, taken: str) -> str:
    """What was found instead, and what to do."""
    head = content[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    program = next((words for begin, words in _PROGRAMS.items() if head.startswith(begin)), "")
    if program:
        named = f"có đuôi .{ending} nhưng bên trong là" if ending and ending not in ("exe", "dll", "sh") else "là"
        return (
            f"Không nhận tệp “{name}”: tệp {named} {program}, có thể gây hại. "
            f"Đừng mở tệp này. Hãy hỏi lại người gửi và chọn đúng tệp {taken}."
        )
    found = next((words for begin, words in _OTHERS.items() if head.lower().startswith(begin.lower())), "")
    if found:
        return f"Không nhận tệp “{name}”: bên trong là {found}. Chỉ nhận {taken}. Hãy mở tệp, lưu sang một loại đó rồi chọn lại."
    if ending in {e for endings in _ENDINGS.values() for e in endings}:
        return (
            f"Không nhận tệp “{name}”: có đuôi .{ending} nhưng nội dung không phải loại đó, tệp bị hỏng hoặc đã bị đổi đuôi. "
            f"Chỉ nhận {taken}. Hãy mở bằng chương trình đã tạo ra tệp, lưu lại đúng loại rồi chọn lại."
        )
    return f"Không nhận tệp “{name}”. Chỉ nhận {taken}; hãy lưu tệp sang một trong các loại này rồi chọn lại."


_ENDINGS = {
    FileKind.PDF: {"pdf"},
    FileKind.DOCX: {"docx"},
    FileKind.XLSX: {"xlsx"},
    FileKind.JPG: {"jpg", "jpeg"},
    FileKind.PNG: {"png"},
    FileKind.DOC: {"doc"},
    FileKind.XLS: {"xls"},
    FileKind.TXT: {"txt"},
}


def _kind_by_content(content: bytes, ending: str) -> FileKind | None:
    if content[:1024].find(b"%PDF-") >= 0:
        return FileKind.PDF
    if content.startswith(_OLE):
        return {"doc": FileKind.DOC, "xls": FileKind.XLS}.get(ending)
    if content.startswith(b"PK\x03\x04"):
        return _kind_of_zip(content)
    guess = filetype.guess_extension(content[:4096])
    if guess in ("jpg", "png"):
        return FileKind(guess)
    return FileKind.TXT if ending == "txt" and _is_text(content) else None


def _kind_of_zip(content: bytes) -> FileKind | None:
    """An Office file by its parts; what would unpack to too much is refused from the directory, before unpacking."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise FileRefused(
            "Tệp bị hỏng hoặc bị cắt giữa chừng. Hãy mở bằng Word hoặc Excel, lưu lại rồi chọn lại."
        ) from None
    unpacked = sum(p.file_size for p in parts)
    if unpacked > _UNPACKED_MAX or any(p.file_size > _RATIO_MAX * max(p.compress_size, 1) for p in parts):
        raise FileRefused("Tệp nén bất thường, không mở được an toàn. Hãy lưu lại từ Word hoặc Excel rồi chọn lại.")
    names = {p.filename for p in parts}
    if any(n.endswith("vbaProject.bin") for n in names):
        raise FileRefused("Tệp có macro nên không nhận. Hãy lưu lại thành .docx hoặc .xlsx không có macro.")
    if "word/document.xml" in names:
        return FileKind.DOCX
    if "xl/workbook.xml" in names:
        return FileKind.XLSX
    return None


def _is_text(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\x00" not in content[:4096]


def _too_big(size: int) -> str:
    mb = 1024 * 1024
    most = settings.UPLOAD_MAX_BYTES // mb
    return f"Tệp {-(-size // mb)} MB, tối đa {most} MB. Hãy nén hoặc tách làm hai rồi chọn lại."
