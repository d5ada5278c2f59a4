namespace ProcLaunch.Profiles;

internal enum FileKind
{
    Regular,
    Directory,
    Link,
    Other,
}
