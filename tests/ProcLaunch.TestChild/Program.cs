using ProcLaunch.TestChild;

[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")]

return args switch
{
    ["capture", ..] => CaptureVerb.Run(args),
    ["supervise", ..] => await Supervise.RunAsync(args[1..]),
    ["cycles", var rounds] => await Cycles.RunAsync(int.Parse(rounds, System.Globalization.CultureInfo.InvariantCulture)),
    ["host", ..] => await HostVerb.RunAsync(args[1..]),
    ["lease", var count] => LeaseVerb.Run(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)),
    ["guest", ..] => await Guest.RunAsync(usesProcess: args is not [_, "no-process"]),
    ["foreign-wait"] => await ForeignWait.RunAsync(),
    ["out-of-descriptors"] => await OutOfDescriptors.RunAsync(),
    ["no-descriptors", var state] => await NoDescriptors.RunAsync(state),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: testchild capture STATE NAME MAXSIZE MAXFILES | supervise STATE PROFILES [--crash-at POINT] [--then restart|remove] [--control] | cycles N | host SCRIPT… | lease N | guest [no-process] | foreign-wait | out-of-descriptors | no-descriptors STATE");
    return 2;
}
