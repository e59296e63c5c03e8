"""Confirming a large file while the person watches: a thread writes the batch, a small file says how far it is.

The thread acts as the person who confirmed (it runs in a copy of the request's context) and in one transaction, so whatever
happens to it, there is a whole batch or none.
"""

from __future__ import annotations

import contextvars
import json
import logging
import threading
import time
from datetime import date
from pathlib import Path
from typing import Any

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from zhice.intake import pipeline
from zhice.intake.staging import Staged
from zhice.kernel.errors import ZhiceError

log = logging.getLogger("zhice.web")
AT_ONCE = 2_000  # rows that are written before anybody misses a progress bar
SILENT_FOR = 60  # seconds without a word after which the work counts as lost


def start(staged: Staged, *, day: date, sha256: str) -> None:
    """Begin; the answer is read with `state`."""
    _say(staged, done=0, of=staged.count)
    context = contextvars.copy_context()
    language = get_language() or "zh-hans"
    work = threading.Thread(target=context.run, args=(_work, staged, day, sha256, language), daemon=False)
    work.start()


def state(token: str) -> dict[str, Any]:
    """{done, of, said, next}: `next` is where to go when the work has ended, well or not."""
    file = pipeline.root() / "running" / f"{token}.json"
    if not file.is_file():
        return {"done": 0, "of": 1, "said": _("没有正在进行的导入。"), "next": reverse("intake:index")}
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    if not found["next"] and time.time() - found["at"] > SILENT_FOR:
        said = _("导入中断，没有写入任何内容。请重新确认。")
        return {**found, "said": said, "next": reverse("intake:dry_run", args=[token])}
    return found


def _work(staged: Staged, day: date, sha256: str, language: str) -> None:
    spoken = 0.0

    def progress(step: str, done: int, total: int) -> None:
        nonlocal spoken
        if time.monotonic() - spoken > 0.3:  # noqa: PLR2004  # seconds: often enough for the eye
            spoken = time.monotonic()
            _say(staged, done=done, of=total)

    try:
        with override(language):
            batch = pipeline.confirm(staged=staged, day=day, sha256=sha256, progress=progress)
            _say(staged, done=1, of=1, led_to=reverse("intake:batch", args=[batch.pk]))
    except ZhiceError as refused:
        _say(
            staged,
            done=0,
            of=1,
            refused=refused.words.in_(language),
            led_to=reverse("intake:dry_run", args=[staged.token]),
        )
    except Exception:
        log.exception("an import in the background failed")
        _say(
            staged,
            done=0,
            of=1,
            refused=_("系统出错，没有写入任何内容。"),
            led_to=reverse("intake:dry_run", args=[staged.token]),
        )
    finally:
        connection.close()


def _say(staged: Staged, *, done: int, of: int, refused: str = "", led_to: str = "") -> None:
    """Written beside and moved into place, so that a reader never meets half of it."""
    folder: Path = pipeline.root() / "running"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    said = refused or _("已处理 %(done)s / %(of)s 行") % {"done": f"{done:,}", "of": f"{of:,}"}
    text = json.dumps(
        {"done": done, "of": of, "said": said, "next": led_to, "refused": refused, "at": time.time()}
    )
    beside = folder / f"{staged.token}.{threading.get_ident()}.part"
    beside.write_text(text, encoding="utf-8")
    beside.replace(folder / f"{staged.token}.json")
