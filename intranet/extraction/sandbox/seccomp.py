"""seccomp: which system calls are refused to this process and its children from now on.

The kernel is asked through libseccomp, which knows the numbers of every processor. What is refused
follows Flatpak and Docker; each call is refused with an error, so that libraries find another way.
"""

import ctypes
import errno
import os
import socket

ALLOW, REFUSE = 0x7FFF0000, 0x00050000
DIFFERS, HAS_BITS = 1, 7  # how an argument of a call is compared
THREAD = 0x00010000
NAMESPACES = (1 << 7, 1 << 17, 1 << 25, 1 << 26, 1 << 27, 1 << 28, 1 << 29, 1 << 30)
KERNEL = """
acct add_key adjtimex bpf clock_adjtime clock_settime delete_module fanotify_init finit_module
init_module io_uring_enter io_uring_register io_uring_setup ioperm iopl kcmp kexec_file_load
kexec_load keyctl lookup_dcookie mbind migrate_pages modify_ldt move_pages name_to_handle_at
open_by_handle_at perf_event_open personality process_madvise process_vm_readv process_vm_writev
ptrace quotactl quotactl_fd reboot request_key set_mempolicy setdomainname sethostname settimeofday
swapoff swapon syslog userfaultfd vhangup vm86 vm86old
"""
ROOMS = """
chroot fsconfig fsmount fsopen fspick mount mount_setattr move_mount open_tree pivot_root setns
umount umount2 unshare
"""
OTHERS = """
mq_open mq_unlink msgctl msgget msgrcv msgsnd pidfd_getfd pidfd_open pidfd_send_signal semctl
semget semop semtimedop setpgid setsid shmat shmctl shmget
"""
# What Landlock leaves open: the properties of files, and shortening one by its name.
PROPERTIES = """
chmod chown fchmod fchmodat fchmodat2 fchown fchownat futimesat lchown mknod mknodat truncate utime
utimensat utimes setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
"""
PROGRAMS = """
execve execveat fork kill rt_sigqueueinfo rt_tgsigqueueinfo tkill vfork
"""
NETWORK = "accept accept4 bind connect listen recvmmsg sendmmsg sendmsg socket"


class _Compared(ctypes.Structure):
    _fields_ = (
        ("argument", ctypes.c_uint),
        ("how", ctypes.c_int),
        ("first", ctypes.c_uint64),
        ("second", ctypes.c_uint64),
    )


def refuse_calls(*, runs: bool, talks: bool) -> bool:
    """Refuse what a reader never needs; False where libseccomp is missing and nothing is refused.

    `runs` leaves it other programs, `talks` sockets between processes of one machine.
    """
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return False
    library.seccomp_init.restype = ctypes.c_void_p
    calls = ctypes.c_void_p(library.seccomp_init(ctypes.c_uint32(ALLOW)))

    def refuse(name: str, *compared: _Compared, error: int = errno.EPERM) -> None:
        number = library.seccomp_syscall_resolve_name(name.encode())
        some = (_Compared * len(compared))(*compared)
        library.seccomp_rule_add_array(calls, REFUSE | error, number, len(compared), some)

    names = [*KERNEL.split(), *ROOMS.split(), *OTHERS.split(), *PROPERTIES.split()]
    names += [] if runs else PROGRAMS.split()
    names += [] if talks else NETWORK.split()
    for name in names:
        refuse(name)
    refuse("clone3", error=errno.ENOSYS)  # hides its flags: clone, which shows them, is used then
    if runs:
        for space in NAMESPACES:
            refuse("clone", _Compared(0, HAS_BITS, space, space))
    else:
        refuse("clone", _Compared(0, HAS_BITS, THREAD, 0))
        refuse("tgkill", _Compared(0, DIFFERS, os.getpid()))
    # A pair of sockets within this process is what an event loop wakes itself with, and reaches
    # nobody; so does sending without an address on one of the two.
    refuse("socketpair", _Compared(0, DIFFERS, socket.AF_UNIX))
    if not talks:
        refuse("sendto", _Compared(4, DIFFERS, 0))
    if talks:
        refuse("socket", _Compared(0, DIFFERS, socket.AF_UNIX))
        for name in ("bind", "listen"):  # are said to have worked, and have not
            refuse(name, error=0)
        refuse("connect", error=errno.ECONNREFUSED)
    refused = library.seccomp_load(calls) == 0
    library.seccomp_release(calls)
    return bool(refused)
