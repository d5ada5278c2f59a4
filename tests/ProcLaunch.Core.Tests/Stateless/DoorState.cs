namespace ProcLaunch.Core.Tests.Stateless;

internal enum DoorState
{
    Closed,
    Open,
    Locked,
}
