"""Files between two requests: sent and not yet understood, or understood and not yet confirmed. Each belongs to one person."""

from __future__ import annotations

import json
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest

from zhice.intake import pipeline
from zhice.intake.readers import Reading
from zhice.intake.staging import Staged, readable_name

IN_SESSION = "intake_tokens"
MOST_KEPT = 20
SETTINGS = ("delimiter", "encoding", "sheet", "header_row")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent, with the name of the format it was sent for."""

    token: str
    name: str
    format: str

    @property
    def folder(self) -> Path:
        return pipeline.root() / "uploads" / self.token

    @property
    def file(self) -> Path:
        return self.folder / "file"


def keep(request: HttpRequest, sent: UploadedFile, *, format: str) -> Upload:
    """Write the file down under a new token that belongs to this person."""
    upload = Upload(secrets.token_hex(16), readable_name(sent.name or ""), format)
    upload.folder.mkdir(parents=True, mode=0o700)
    with upload.file.open("wb") as file:
        for chunk in sent.chunks():
            file.write(chunk)
    (upload.folder / "about.json").write_text(
        json.dumps({"name": upload.name, "format": format}), encoding="utf-8"
    )
    _own(request, upload.token)
    return upload


def find(request: HttpRequest, token: str) -> Upload:
    """The upload, if it is this person's; else 404."""
    _check(request, token)
    about = pipeline.root() / "uploads" / token / "about.json"
    if not about.is_file():
        raise Http404
    return Upload(token=token, **json.loads(about.read_text(encoding="utf-8")))


def understand(
    request: HttpRequest, upload: Upload, *, answers: dict[str, str], mapping: dict[str, str]
) -> Staged:
    """Parse the file as asked; raises Refused or Ask. What is understood belongs to the same person."""
    staged = pipeline.stage(
        file=upload.file,
        name=upload.name,
        format=upload.format,
        mapping=mapping or None,
        reading=reading_of(answers),
    )
    _own(request, staged.token)
    forget(upload)
    return staged


def reading_of(answers: dict[str, str]) -> Reading:
    """How the person wants the file read, from what the page asked."""
    chosen: dict[str, Any] = {name: answers[name] for name in SETTINGS if answers.get(name)}
    if "header_row" in chosen:
        row = str(chosen["header_row"])
        chosen["header_row"] = int(row) if row.isascii() and row.isdigit() and len(row) < 6 else 1  # noqa: PLR2004
    return Reading(**chosen)


def staged(request: HttpRequest, token: str) -> Staged:
    """A file understood by an earlier request of this person; raises Refused where it is gone."""
    _check(request, token)
    return pipeline.load(token=token)


def forget(upload: Upload) -> None:
    shutil.rmtree(upload.folder, ignore_errors=True)  # a copy only: the original is kept by the pipeline


def _own(request: HttpRequest, token: str) -> None:
    request.session[IN_SESSION] = [*request.session.get(IN_SESSION, []), token][-MOST_KEPT:]


def _check(request: HttpRequest, token: str) -> None:
    if token not in request.session.get(IN_SESSION, []):
        raise Http404
