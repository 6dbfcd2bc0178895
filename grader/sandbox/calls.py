"""The system calls of x86-64 that a submission may use, and those of which it may use a part; all others are refused.

Found by running every solution, alternative and wrong answer, and what of Python's standard library a learner uses.
"""

EPERM, EINVAL, ENOTTY, ENOLCK, ENOSYS, ENOTSUP = 1, 22, 25, 37, 38, 95

# Where only numbers stand, they are those of one kind; `man 2 syscalls` has the names.
ALLOWED = frozenset(
    {
        # read, write, open, close, stat, fstat, lstat, poll, lseek, and their younger relatives
        *range(9),
        *(17, 18, 19, 20, 21, 40, 257, 262, 269, 295, 296, 326, 327, 328, 332, 437, 439),
        # memory: mprotect, munmap, brk, mremap, msync, mincore, madvise
        *(10, 11, 12, 25, 26, 27, 28),
        # signals and waiting
        *(13, 14, 15, 34, 35, 36, 37, 38, 61, 62, 127, 128, 130, 131, 200, 219, 230, 234, 247, 424, 434),
        # pipes, select, epoll, eventfd, futex
        *(22, 23, 202, 213, 232, 233, 270, 271, 273, 274, 281, 284, 290, 291, 293, 441, 449),
        # duplicates of files, and closing many
        *(32, 33, 292, 436),
        # sockets that are open: connect, accept, send, receive, names, options
        *range(42, 53),
        *(54, 55, 288, 299, 307),
        # fork, vfork, execve, exit, execveat, exit_group; threads
        *(57, 58, 59, 60, 158, 186, 218, 231, 322, 324, 334),
        # folders, names and what is known of files
        *range(74, 96),
        *(132, 133, 137, 138, 187, 217, 221, 235, 258, 259, 260, 261, 263, 264, 265, 266, 267, 268, 280, 285, 316, 452),
        *range(191, 197),
        # who and where one is, what one has used, what the time is
        *(24, 39, 63, 96, 97, 98, 99, 100, 102, 104, 107, 108, 109, 110, 111, 115, 118, 120, 121, 124, 125),
        *(140, 141, 143, 145, 146, 147, 160, 201, 204, 228, 229, 302, 309, 318),
    }
)
# A new session would be a new share of the processors, where the kernel shares them out by session; a sync waits for
# the whole machine's disks. Said to be done and not done, since programs expect that they work.
PRETENDED = {"setsid": 112, "sync": 162, "syncfs": 306}
# Refused in the words in which the kernel would refuse, so that the C library or the program does without.
REFUSED_AS = {
    435: ENOSYS,  # clone3: its flags cannot be looked at; the C library falls back to clone
    73: ENOLCK,  # flock: a file that others read can be locked against them
    188: ENOTSUP,  # setxattr and its relatives: kept in kernel memory
    189: ENOTSUP,
    190: ENOTSUP,
}
FIRST_YOUNG = 335  # programs try calls from here on and expect ENOSYS from an older kernel

ARGUMENT = tuple(16 + 8 * number for number in range(6))  # where in seccomp_data the low half of each stands
# call, argument, its good values, the error else
ONLY = (
    # fcntl: no leases, no notification, no larger pipes, no signals on input
    (72, 1, (0, 1, 2, 3, 4, 5, 6, 7, 36, 37, 38, 1027, 1030, 1032, 1034), EPERM),
    # ioctl: whether it is a terminal, how much there is to read, blocking, closing on exec
    (16, 1, (0x5401, 0x540F, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451), ENOTTY),
    # prctl: names of threads and areas, signal at the parent's end, what holds; not dumpable, seccomp, keep-caps, mm
    (157, 0, (1, 2, 3, 15, 16, 21, 23, 29, 30, 38, 39, 41, 42, 0x53564D41), EPERM),
    # socketpair: AF_UNIX
    (53, 0, (1,), EPERM),
)
CLONE, SOCKET, MMAP = 56, 41, 9
FAMILIES = (1, 2, 10)  # AF_UNIX, AF_INET, AF_INET6; AF_VSOCK for one is in no network namespace
NETLINK, ROUTES = 16, 0  # what the C library asks for this machine's addresses
# What fork, vfork, a thread and posix_spawn ask for; no namespaces, no parent of another's, no shared I/O context.
CLONE_FLAGS = 0x017D5FFF
MAP_SHARED, MAP_ANONYMOUS, MAP_HUGETLB = 0x01, 0x20, 0x40000
