"""A zip container is checked by its directory before one byte is unpacked, and never extracted to a
folder.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from zhice.intake.limits import MIB, Limits
from zhice.intake.refusals import Refused
from zhice.kernel.words import Words

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_MANY, _LARGE = 0xFFFF, 0xFFFFFFFF  # "look in the zip64 record"
_SYMLINK_SYSTEMS = (3,)  # entries made on Unix carry a file mode
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # all that office programs and offices write
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)
"""What reading a part may raise whose bytes are not what the directory promises."""
_ARCHIVES = (b"PK\x03\x04", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ")
_DEVICES = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")


def check(path: Path, *, limits: Limits) -> tuple[list[zipfile.ZipInfo], list[str]]:
    """The entries, and the names of those with unsafe paths, which no reader of ours opens by that name.

    Raises `Refused`: too many entries, a lying directory, overlapping or repeated entries, links, nested
    archives,
    encryption, and anything that would unpack to more than the limits.
    """
    _count(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            _repeated(entries)
            for entry in entries:
                _one(entry, limits)
            _total(entries, limits)
            _overlap(entries)
            _local_headers(path, entries)
            _nested(archive, entries)
    except DAMAGE as refusal:
        raise damaged(str(refusal)) from refusal
    return entries, [entry.filename for entry in entries if _unsafe(entry.orig_filename)]


def _count(path: Path, limits: Limits) -> None:
    """The number of entries stands in the last record of the file: no need to read 100,000 of them to
    refuse.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or len(tail) - at < _END.size:
        raise damaged("no end of central directory")
    (_, disk, _, here, entries, length, offset, comment) = _END.unpack_from(tail, at)
    if disk or here != entries or _MANY in (here, entries) or _LARGE in (length, offset):
        raise damaged("split or zip64 archive")
    if entries > limits.entries:
        raise Refused(
            "zip_entries",
            Words(
                zh=f"压缩包内有 {entries} 个条目，超过上限 {limits.entries}。请另存为普通工作簿。",
                en=f"The container has {entries} entries; the limit is {limits.entries}. Save a plain "
                f"workbook.",
            ),
        )
    end = size - len(tail) + at
    if len(tail) - at - _END.size != comment or offset + length != end:
        raise _lying("data before, after or between the parts")


def _repeated(entries: list[zipfile.ZipInfo]) -> None:
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.casefold()
        if name in seen:
            raise _lying(f"entry “{entry.filename}” stands twice")
        seen.add(name)


def _one(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.flag_bits & 0x1:
        raise Refused(
            "encrypted",
            Words(
                zh="压缩包设有密码，无法读取。请取消密码后重新导入。",
                en="The container is encrypted. Remove the password and send it again.",
            ),
        )
    if entry.compress_type not in _METHODS:
        raise damaged(f"entry “{entry.filename}”: method {entry.compress_type}")
    if entry.create_system in _SYMLINK_SYSTEMS and stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(
            "zip_link",
            Words(
                zh=f"压缩包内的“{entry.filename}”是符号链接，不予接受。",
                en=f"Entry “{entry.filename}” is a symbolic link; it is not taken.",
            ),
        )
    if entry.file_size > MIB and entry.file_size > limits.ratio * max(1, entry.compress_size):
        raise _bomb(entry.filename, entry.file_size)


def _total(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked:
        raise _bomb("", total)


def _overlap(entries: list[zipfile.ZipInfo]) -> None:
    """Entries that share bytes are the trick by which 42 kB become petabytes without nesting."""
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise _lying(f"entry “{entry.filename}” overlaps another")
        end = entry.header_offset + _LOCAL.size + len(entry.filename) + entry.compress_size


def _local_headers(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    """Every part says its size twice; the two must agree, or a program that trusts the other is fooled."""
    with path.open("rb") as file:
        for entry in entries:
            file.seek(entry.header_offset)
            header = file.read(_LOCAL.size)
            if len(header) < _LOCAL.size:
                raise _lying(f"entry “{entry.filename}” lies outside the file")
            (magic, _, flags, method, _, _, crc, packed, size, _, _) = _LOCAL.unpack(header)
            streamed = flags & 0x8 and (crc, packed, size) == (0, 0, 0)
            agrees = (crc, packed, size) == (entry.CRC, entry.compress_size, entry.file_size)
            if magic != b"PK\x03\x04" or method != entry.compress_type or not (streamed or agrees):
                raise _lying(f"entry “{entry.filename}” says two sizes")


def _nested(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> None:
    for entry in entries:
        if entry.file_size < len(_ARCHIVES[0]):
            continue
        with archive.open(entry) as part:
            start = part.read(8)
        if start.startswith(_ARCHIVES):
            raise Refused(
                "zip_nested",
                Words(
                    zh=f"压缩包内还有压缩包“{entry.filename}”，不予接受。",
                    en=f"Entry “{entry.filename}” is itself an archive; it is not taken.",
                ),
            )


def _unsafe(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        path.is_absolute()
        or ".." in path.parts
        or ":" in name
        or "\0" in name
        or any(_DEVICES.match(part) for part in path.parts)
    )


def _bomb(entry: str, size: int) -> Refused:
    return Refused(
        "zip_bomb",
        Words(
            zh=f"压缩包{f'内的“{entry}”' if entry else ''}解开后有 {size} 字节，远大于合理范围，"
            f"可能是压缩炸弹。",
            en=f"The container{f'’s entry “{entry}”' if entry else ''} unpacks to {size} bytes: it may be "
            f"a bomb.",
        ),
    )


def _lying(what: str) -> Refused:
    return Refused(
        "zip_lies",
        Words(
            zh=f"压缩包的目录与内容不符（{what}）。请用电子表格软件重新保存。",
            en=f"The container’s directory disagrees with its content ({what}). Save it anew with a "
            f"spreadsheet program.",
        ),
    )


def damaged(what: str) -> Refused:
    return Refused(
        "zip_damaged",
        Words(
            zh=f"压缩包损坏或结构不受支持（{what}）。请重新保存或重新上传。",
            en=f"The container is damaged or of a kind we do not read ({what}). Save it or send it again.",
        ),
    )
