"""Landlock: which files this process and its children may still open. Needs no privilege."""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

CREATE, ADD, RESTRICT = 444, 445, 446  # the calls have the same numbers on every processor
ASK_VERSION, BENEATH = 1, 1
EXECUTE, WRITE, READ, LIST, TRUNCATE = 1, 1 << 1, 1 << 2, 1 << 3, 1 << 14
FILE_RIGHTS = EXECUTE | WRITE | READ | TRUNCATE
# The kernel knows more to forbid with each version: REFER, TRUNCATE, IOCTL_DEV.
KNOWN_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
BIND_AND_CONNECT, SOCKETS_AND_SIGNALS = 0b11, 0b11
NETWORK_SINCE, SCOPES_SINCE = 4, 6

_libc = ctypes.CDLL(None, use_errno=True)


class _Handled(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("place", ctypes.c_int32))


def version() -> int:
    """The version of Landlock that the kernel speaks; 0 without it."""
    return max(int(_libc.syscall(CREATE, None, ctypes.c_size_t(0), ASK_VERSION)), 0)


def restrict_files(reads: Iterable[str], writes: Iterable[str], *, runs: bool) -> int:
    """Leave this process only these places; `runs` says whether what it reads may be executed.

    The version that is in force; 0 where the kernel has none and everything stays open.
    """
    spoken = version()
    if not spoken:
        return 0
    known = (1 << max(bits for since, bits in KNOWN_FILE_RIGHTS.items() if since <= spoken)) - 1
    network = BIND_AND_CONNECT if spoken >= NETWORK_SINCE else 0
    scopes = SOCKETS_AND_SIGNALS if spoken >= SCOPES_SINCE else 0
    handled = _Handled(known, network, scopes)
    rules = _call(CREATE, ctypes.byref(handled), ctypes.c_size_t(ctypes.sizeof(handled)), 0)
    for place in reads:
        _allow(rules, place, READ | LIST | (EXECUTE if runs else 0))
    for place in writes:
        _allow(rules, place, known & ~EXECUTE)
    _call(RESTRICT, rules, 0)
    os.close(rules)
    return spoken


def _allow(rules: int, place: str, rights: int) -> None:
    try:
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there need not be allowed
    if not Path(place).is_dir():
        rights &= FILE_RIGHTS
    known = _Beneath(rights, opened)
    _call(ADD, rules, BENEATH, ctypes.byref(known), 0)
    os.close(opened)


def _call(number: int, *words: object) -> int:
    answer = int(_libc.syscall(number, *words))
    if answer < 0:
        raise OSError(ctypes.get_errno(), "Landlock")
    return answer
