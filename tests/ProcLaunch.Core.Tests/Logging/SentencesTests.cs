using System.Reflection;
using Microsoft.Extensions.Logging;
using ProcLaunch.Logging;

namespace ProcLaunch.Core.Tests.Logging;

public sealed class SentencesTests
{
    [Test]
    public void Every_sentence_has_an_event_id_of_its_own()
    {
        var ids = typeof(Sentences).GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()?.EventId).OfType<int>().ToList();

        ids.Should().HaveCountGreaterThan(30).And.OnlyHaveUniqueItems();
    }
}
