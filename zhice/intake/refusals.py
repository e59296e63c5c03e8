"""Why a file is not taken: every refusal has a code for tests and statistics, and words for the person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from zhice.kernel.errors import ZhiceError
from zhice.kernel.words import Words


def both(first: Words, second: Words) -> Words:
    """Two sentences, one after the other."""
    return Words(zh=first.zh + second.zh, en=f"{first.en} {second.en}")


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where in a file: the row as a person counts it (the header is row 1), the column's heading, the
    byte.
    """

    row: int | None = None
    column: str | None = None
    byte: int | None = None

    def words(self) -> Words:
        zh, en = [], []
        if self.row is not None:
            zh.append(f"第{self.row}行")
            en.append(f"row {self.row}")
        if self.column is not None:
            zh.append(f"“{self.column}”列")
            en.append(f"column “{self.column}”")
        if self.byte is not None:
            zh.append(f"第{self.byte}字节")
            en.append(f"byte {self.byte}")
        return Words(zh="，".join(zh), en=", ".join(en))


class Refused(ZhiceError):
    """The whole file is refused before any row is stored. `code` is stable; `reason` says what to do."""

    def __init__(self, code: str, reason: Words, *, file: str = "", place: Place | None = None) -> None:
        self.code, self.reason, self.file, self.place = code, reason, file, place or Place()
        where = self.place.words()
        super().__init__(
            Words(
                zh="".join(part and f"{part}：" for part in (f"文件“{file}”" if file else "", where.zh))
                + reason.zh,
                en="".join(part and f"{part}: " for part in (f"File “{file}”" if file else "", where.en))
                + reason.en,
            )
        )

    def of(self, file: str) -> Refused:
        """The same refusal, naming the file as its owner named it."""
        return type(self)(self.code, self.reason, file=file, place=self.place)

    def as_json(self) -> dict[str, Any]:
        """For the pipe between child and parent; `from_json` is its inverse."""
        return {
            "kind": "refused",
            "code": self.code,
            "zh": self.reason.zh,
            "en": self.reason.en,
            "row": self.place.row,
            "column": self.place.column,
            "byte": self.place.byte,
        }


class Ask(Refused):
    """The file can be read in more than one way: the user chooses `setting` among `choices` and sends it
    again.
    """

    def __init__(
        self,
        code: str,
        reason: Words,
        *,
        file: str = "",
        place: Place | None = None,
        setting: str = "",
        choices: tuple[str, ...] = (),
    ) -> None:
        self.setting, self.choices = setting, choices
        super().__init__(code, reason, file=file, place=place)

    def of(self, file: str) -> Ask:
        return Ask(
            self.code,
            self.reason,
            file=file,
            place=self.place,
            setting=self.setting,
            choices=self.choices,
        )

    def as_json(self) -> dict[str, Any]:
        return {**super().as_json(), "kind": "ask", "setting": self.setting, "choices": list(self.choices)}


def from_json(said: Mapping[str, Any]) -> Refused:
    """The refusal a child told its parent."""
    reason = Words(zh=str(said["zh"]), en=str(said["en"]))
    place = Place(row=said.get("row"), column=said.get("column"), byte=said.get("byte"))
    if said["kind"] == "ask":
        choices = tuple(str(choice) for choice in said["choices"])
        return Ask(str(said["code"]), reason, place=place, setting=str(said["setting"]), choices=choices)
    return Refused(str(said["code"]), reason, place=place)
