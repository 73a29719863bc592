"""What a process does to itself before a stranger's code runs in it: limits, a uid of its own, a filter on system
calls.

Used inside the sandbox by the cold worker and by the children of the warm parent. Linux on x86-64 and AArch64.
"""

import ctypes
import os
import platform
import resource
import signal
import struct

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_SET_DUMPABLE, PR_SET_PDEATHSIG, SECCOMP_MODE_FILTER = 38, 22, 4, 1, 2
ALLOW, ERRNO, KILL = 0x7FFF0000, 0x00050000, 0x80000000
EPERM, ENOSYS, EAFNOSUPPORT = 1, 38, 97
NAMESPACES = 0x7E020080  # the CLONE_NEW… flags
FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6: all that lives inside a network namespace of one's own

# Names → numbers on (x86-64, AArch64); None where the machine has no such call.
DENIED = {
    "unshare": (272, 97),
    "setns": (308, 268),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "mount_setattr": (442, 442),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "swapon": (167, 224),
    "reboot": (169, 142),
    "sethostname": (170, 161),
    "iopl": (172, None),
    "ioperm": (173, None),
    "quotactl": (179, 60),
    "acct": (163, 89),
    "syslog": (103, 116),
    "personality": (135, 92),
    "memfd_secret": (447, 447),
    "memfd_create": (319, 279),  # memory that belongs to no process, which a watcher cannot see
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
}
CLONE, CLONE3, SOCKET = (56, 220), (435, 435), (41, 198)
MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def confine(settings):
    """Apply the limits, take the uid and load the filter; there is no way back. Raises OSError where one is refused."""
    limit(settings)
    if settings.get("uid"):
        uid = settings["uid"]
        os.setgroups([])
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
        _prctl(PR_SET_DUMPABLE, 1)  # lost with the uid; without it the process may not look into its own /proc/self
    drop_capabilities()
    _prctl(PR_SET_NO_NEW_PRIVS, 1)
    if settings.get("seccomp", True):
        load_filter()


def end_with_parent(pid):
    """Be killed when the process that started us ends (where `pid` names it), even if it is so already."""
    if pid:
        _prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != pid:
            os._exit(1)


def drop_capabilities():
    """Give up what a process may do as root of its own namespaces."""
    header = struct.pack("Ii", 0x20080522, 0)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.capset(header, bytes(24)):
        raise OSError(ctypes.get_errno(), "capset")


def limit(settings):
    """Set the limits that the kernel keeps for a process and a uid."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_NOFILE, 512)
    _lower(resource.RLIMIT_FSIZE, settings["disk_bytes"])
    _lower(resource.RLIMIT_NPROC, settings["processes"])
    _lower(resource.RLIMIT_CPU, settings["cpu_seconds"])
    _lower(resource.RLIMIT_MSGQUEUE, 0)
    _lower(resource.RLIMIT_MEMLOCK, 1 << 20)


def _lower(which, value):
    hard = resource.getrlimit(which)[1]
    value = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.setrlimit(which, (value, value))


def load_filter():
    """Refuse the calls of `DENIED`, new namespaces and exotic sockets. Raises OSError where there is no seccomp."""
    instructions = program()
    code = ctypes.create_string_buffer(b"".join(instructions))
    sock_fprog = struct.pack("HxxxxxxP", len(instructions), ctypes.addressof(code))
    _prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, sock_fprog)


def program(machine=None):
    """The filter as classic BPF instructions (see seccomp(2)): bytes of 8 each."""
    try:
        column, architecture = MACHINES[machine or platform.machine()]
    except KeyError:
        raise OSError(f"no seccomp filter for {platform.machine()}") from None
    number, arch, argument = 0, 4, 16  # where they are in struct seccomp_data; an argument's low word

    def load(offset):
        return struct.pack("HBBI", 0x20, 0, 0, offset)

    def unless_equal(value, skip):
        return struct.pack("HBBI", 0x15, 0, skip, value)

    def answer(value):
        return struct.pack("HBBI", 0x06, 0, 0, value)

    lines = [load(arch), unless_equal(architecture, 1), struct.pack("HBBI", 0x05, 0, 0, 1), answer(KILL), load(number)]
    # x32 calls carry a bit of their own and would pass by the numbers below
    lines += [struct.pack("HBBI", 0x35, 0, 1, 0x40000000), answer(ERRNO | EPERM)]
    for numbers in DENIED.values():
        if numbers[column] is not None:
            lines += [unless_equal(numbers[column], 1), answer(ERRNO | EPERM)]
    lines += [unless_equal(CLONE3[column], 1), answer(ERRNO | ENOSYS)]  # glibc falls back to clone
    lines += [unless_equal(CLONE[column], 4), load(argument)]
    lines += [struct.pack("HBBI", 0x45, 0, 1, NAMESPACES), answer(ERRNO | EPERM), answer(ALLOW)]
    lines += [unless_equal(SOCKET[column], len(FAMILIES) + 2), load(argument)]
    lines += [struct.pack("HBBI", 0x15, len(FAMILIES) - i, 0, family) for i, family in enumerate(FAMILIES)]
    lines += [answer(ERRNO | EAFNOSUPPORT)]
    return [*lines, answer(ALLOW)]


def _prctl(option, *values):
    libc = ctypes.CDLL(None, use_errno=True)
    values = [v if isinstance(v, bytes) else ctypes.c_ulong(v) for v in values]
    padding = [ctypes.c_ulong(0)] * (4 - len(values))
    if libc.prctl(option, *values, *padding):
        error = ctypes.get_errno()
        raise OSError(error, f"prctl({option}): {os.strerror(error)}")
