"""Bytes that are no UTF-8, said in the same way by every reader."""

from typing import Any

from standfirst.finding import ERROR, Finding
from standfirst.formats.lines import line_and_column

_UTF_16_OR_32 = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def not_utf8(data: bytes, error: UnicodeDecodeError) -> Finding:
    """The finding on data that is not UTF-8; ``error`` says where."""
    if data.startswith(_UTF_16_OR_32) or b"\0" in data[:4]:
        return _finding(
            "the file is not UTF-8; its first bytes are those of UTF-16 or UTF-32",
            line=1,
            column=1,
            help="save the file as UTF-8, for example with: iconv -f UTF-16 -t UTF-8 OLD > NEW",
        )
    before = data[: error.start].decode("utf-8")
    line, column = line_and_column(before, len(before))
    byte = data[error.start]
    return _finding(
        f"byte 0x{byte:02X} at byte offset {error.start} is not UTF-8 ({error.reason})",
        line=line,
        column=column,
        found=f"0x{byte:02X}",
        help=f"if the file is Latin-1 or Windows-1252, the byte is {bytes([byte]).decode('cp1252', 'replace')!r}: "
        "save the file as UTF-8",
    )


def _finding(message: str, **members: Any) -> Finding:
    return Finding(code="DEC001", name="not-utf8", level=ERROR, message=message, **members)
