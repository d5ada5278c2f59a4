using System.Globalization;
using ProcLaunch.Output;

namespace ProcLaunch.TestChild;

/// <summary><c>capture STATE NAME MAXSIZE MAXFILES</c>: captures the output of one service until standard input ends.</summary>
internal static class CaptureVerb
{
    public static int Run(string[] arguments)
    {
        var settings = new LogSettings
        {
            MaxSize = long.Parse(arguments[3], CultureInfo.InvariantCulture),
            MaxFiles = int.Parse(arguments[4], CultureInfo.InvariantCulture),
        };
        using var capture = new Capture(arguments[1], problem => Console.Error.WriteLine(problem));
        capture.Open(arguments[2], settings: settings);
        Console.Out.WriteLine("capturing");
        Console.In.ReadToEnd();
        return 0;
    }
}
