using ProcLaunch.Logging;
using ProcLaunch.Output;

namespace ProcLaunch.Runtime;

/// <summary>Says in the log what happened to the output of services.</summary>
internal static class OutputReport
{
    public static void Say(NoticeLog log, CaptureProblem problem)
    {
        var own = log.For(problem.Name);
        switch (problem.Kind)
        {
            case CaptureProblemKind.Dropping:
                Sentences.OutputDropped(own, problem.Reason);
                break;
            case CaptureProblemKind.WrittenAgain:
                Sentences.OutputWritten(own, problem.DroppedLines);
                break;
            case CaptureProblemKind.ClosedWhileDropping:
                Sentences.OutputLost(own, problem.DroppedLines, problem.Reason);
                break;
            case CaptureProblemKind.NotRotated:
                Sentences.OutputNotRotated(own, problem.Reason);
                break;
            case CaptureProblemKind.Broken:
                Sentences.OutputBroken(own, problem.Reason);
                break;
        }
    }
}
