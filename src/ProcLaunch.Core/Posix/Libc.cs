using System.Runtime.InteropServices;

namespace ProcLaunch.Posix;

/// <summary>
/// The calls into the C library, and nothing else. Blittable signatures only. Names and meanings are those of the man pages;
/// where a call has no wrapper in every glibc we support it goes through syscall(2).
/// </summary>
internal static unsafe partial class Libc
{
    private const string Name = "libc";

    [LibraryImport(Name, SetLastError = true)] internal static partial int open(byte* path, int flags, uint mode);
    [LibraryImport(Name, SetLastError = true)] internal static partial int close(int fd);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint read(int fd, byte* buffer, nint count);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint pread(int fd, byte* buffer, nint count, long offset);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint write(int fd, byte* buffer, nint count);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint splice(int from, long* fromOffset, int to, long* toOffset, nint count, uint flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint tee(int from, int to, nint count, uint flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint getdents64(int fd, byte* buffer, nint count);
    [LibraryImport(Name, SetLastError = true)] internal static partial long lseek(int fd, long offset, int whence);
    [LibraryImport(Name, SetLastError = true)] internal static partial int dup2(int fd, int newFd);
    [LibraryImport(Name, SetLastError = true)] internal static partial int fcntl(int fd, int command, nint argument);
    [LibraryImport(Name, SetLastError = true)] internal static partial int flock(int fd, int operation);
    [LibraryImport(Name, SetLastError = true)] internal static partial int pipe2(int* fds, int flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial int statx(int directory, byte* path, int flags, uint mask, byte* result);
    [LibraryImport(Name, SetLastError = true)] internal static partial int mkdir(byte* path, uint mode);
    [LibraryImport(Name, SetLastError = true)] internal static partial int mkfifo(byte* path, uint mode);
    [LibraryImport(Name, SetLastError = true)] internal static partial int chmod(byte* path, uint mode);
    [LibraryImport(Name, SetLastError = true)] internal static partial int fchmod(int fd, uint mode);
    [LibraryImport(Name, SetLastError = true)] internal static partial int fchmodat(int directory, byte* path, uint mode, int flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial int fchown(int fd, uint owner, uint group);
    [LibraryImport(Name, SetLastError = true)] internal static partial int unlink(byte* path);
    [LibraryImport(Name, SetLastError = true)] internal static partial int rename(byte* from, byte* to);
    [LibraryImport(Name, SetLastError = true)] internal static partial byte* realpath(byte* path, byte* resolved);
    [LibraryImport(Name)] internal static partial void free(void* memory);

    [LibraryImport(Name, SetLastError = true)] internal static partial int epoll_create1(int flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial int epoll_ctl(int epoll, int operation, int fd, byte* @event);
    [LibraryImport(Name, SetLastError = true)] internal static partial int epoll_wait(int epoll, byte* events, int capacity, int timeout);
    [LibraryImport(Name, SetLastError = true)] internal static partial int eventfd(uint initial, int flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial int signalfd(int fd, ulong* mask, int flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial int inotify_init1(int flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial int inotify_add_watch(int fd, byte* path, uint mask);
    [LibraryImport(Name, SetLastError = true)] internal static partial int inotify_rm_watch(int fd, int watch);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint recvmsg(int fd, void* message, int flags);
    [LibraryImport(Name, SetLastError = true)] internal static partial int poll(int* fds, nuint count, int timeout);

    [LibraryImport(Name, SetLastError = true)] internal static partial nint syscall(nint number, nint a, nint b, nint c, nint d);
    [LibraryImport(Name, SetLastError = true)] internal static partial int waitid(int idType, uint id, byte* info, int options);
    [LibraryImport(Name, SetLastError = true)] internal static partial int ioctl(int fd, nuint request, void* argument);
    [LibraryImport(Name, SetLastError = true)] internal static partial int kill(int pid, int signal);
    [LibraryImport(Name, SetLastError = true)] internal static partial int prctl(int option, nuint a, nuint b, nuint c, nuint d);
    [LibraryImport(Name, SetLastError = true)] internal static partial int prlimit(int pid, int resource, ulong* set, ulong* get);
    [LibraryImport(Name, SetLastError = true)] internal static partial int getpriority(int which, int who);
    [LibraryImport(Name)] internal static partial int getgrouplist(byte* user, uint group, uint* groups, int* count);
    [LibraryImport(Name, SetLastError = true)] internal static partial nint signal(int number, nint handler);
    [LibraryImport(Name, SetLastError = true)] internal static partial int pthread_sigmask(int how, ulong* set, ulong* old);
    [LibraryImport(Name, SetLastError = true)] internal static partial int execve(byte* path, byte** arguments, byte** environment);
    [LibraryImport(Name)] internal static partial int getpid();
    [LibraryImport(Name)] internal static partial int getppid();
    [LibraryImport(Name)] internal static partial uint geteuid();

    [LibraryImport(Name)] internal static partial int posix_spawn(int* pid, byte* path, byte* actions, byte* attributes, byte** arguments, byte** environment);
    [LibraryImport(Name)] internal static partial int posix_spawnattr_init(byte* attributes);
    [LibraryImport(Name)] internal static partial int posix_spawnattr_destroy(byte* attributes);
    [LibraryImport(Name)] internal static partial int posix_spawnattr_setflags(byte* attributes, short flags);
    [LibraryImport(Name)] internal static partial int posix_spawnattr_setsigdefault(byte* attributes, ulong* signals);
    [LibraryImport(Name)] internal static partial int posix_spawnattr_setsigmask(byte* attributes, ulong* signals);
    [LibraryImport(Name)] internal static partial int posix_spawn_file_actions_init(byte* actions);
    [LibraryImport(Name)] internal static partial int posix_spawn_file_actions_destroy(byte* actions);
    [LibraryImport(Name)] internal static partial int posix_spawn_file_actions_addopen(byte* actions, int fd, byte* path, int flags, uint mode);
    [LibraryImport(Name)] internal static partial int posix_spawn_file_actions_adddup2(byte* actions, int fd, int newFd);
    [LibraryImport(Name)] internal static partial int posix_spawn_file_actions_addchdir_np(byte* actions, byte* path);
    [LibraryImport(Name)] internal static partial int posix_spawn_file_actions_addclosefrom_np(byte* actions, int from);
}
