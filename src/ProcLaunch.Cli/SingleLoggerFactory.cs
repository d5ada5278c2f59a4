using Microsoft.Extensions.Logging;

namespace ProcLaunch.Cli;

/// <summary>One provider is all this program has; the package that combines several would be one dependency more.</summary>
internal sealed class SingleLoggerFactory(ILoggerProvider provider) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => provider.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("there is one provider");

    public void Dispose() => provider.Dispose();
}
