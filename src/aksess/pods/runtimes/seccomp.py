"""A seccomp filter for programs that share the user's terminal: they may read and write it, but not type into it.

With the ioctl TIOCSTI a program puts characters into the terminal's input, which the user's shell reads as commands
(ioctl_tty(2)); TIOCLINUX does the same on a console. The filter is a program for the kernel's BPF machine (seccomp(2)).
"""

from __future__ import annotations

import os
import platform
import struct
from typing import Final

# linux/audit.h and the system call tables: the architecture's number, and the number of ioctl.
_NATIVE: Final = {"x86_64": (0xC000003E, 16), "aarch64": (0xC00000B7, 29)}
# i386 and 32-bit ARM, which the same kernels run.
_IOCTL_32: Final = 54
# System calls of the x32 ABI have this bit.
_X32: Final = 0x40000000
_FORBIDDEN: Final = (0x5412, 0x541C)
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001
# Offsets in struct seccomp_data.
_NUMBER, _ARCHITECTURE, _SECOND_ARGUMENT = 0, 4, 24


def terminal_filter() -> int:
    """Return a descriptor, to be inherited, with the filter; -1 on an architecture that it does not know."""
    known = _NATIVE.get(platform.machine())
    if known is None:
        return -1
    descriptor = os.memfd_create("seccomp", 0)
    os.write(descriptor, _program(*known))
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.set_inheritable(descriptor, True)
    return descriptor


def _program(architecture: int, ioctl: int) -> bytes:
    # Each instruction: code, how many to skip if true, how many to skip if false, operand.
    instructions = (
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_EQUAL, 0, 4, architecture),
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 7, 0, _X32),
        (_EQUAL, 3, 0, ioctl),
        (_RETURN, 0, 0, _ALLOW),
        (_LOAD, 0, 0, _NUMBER),
        (_EQUAL, 0, 4, _IOCTL_32),
        (_LOAD, 0, 0, _SECOND_ARGUMENT),
        (_EQUAL, 1, 0, _FORBIDDEN[0]),
        (_EQUAL, 0, 1, _FORBIDDEN[1]),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    )
    return b"".join(struct.pack("=HBBI", *each) for each in instructions)
