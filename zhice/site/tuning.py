"""How the private server is made and set: one bureau's machine, loopback only, Chinese text, nothing lost."""

from __future__ import annotations

from pathlib import Path

BUILTIN_LOCALES = 17  # first version whose collation does not depend on the machine's C library


def initdb(major: int) -> list[str]:
    """Arguments of initdb: UTF-8, an order that no library upgrade changes, checksums on every page."""
    builtin = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] if major >= BUILTIN_LOCALES else []
    # the private socket folder is the door (0700): whoever passes it is us, or root
    return [
        "-U",
        "zhice_bootstrap",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--data-checksums",
        "--locale=C.UTF-8",
        *builtin,
    ]


def server(*, socket_folder: Path) -> dict[str, str]:
    """Settings given at every start, so that an update of Zhice changes them without touching the data
    folder.
    """
    return {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{socket_folder}'",
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": "256MB",
        "effective_cache_size": "1GB",
        "work_mem": "32MB",
        "maintenance_work_mem": "256MB",
        "max_wal_size": "2GB",
        "checkpoint_timeout": "15min",
        "wal_compression": "on",
        "random_page_cost": "1.1",
        "jit": "off",  # our queries are short: compiling them costs more than it saves
        "log_line_prefix": "'%m [%p] %u '",
        "log_checkpoints": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
