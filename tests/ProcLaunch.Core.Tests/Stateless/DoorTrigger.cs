namespace ProcLaunch.Core.Tests.Stateless;

internal enum DoorTrigger
{
    Push,
    Pull,
    Turn,
    Knock,
}
