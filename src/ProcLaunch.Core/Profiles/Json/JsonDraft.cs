namespace ProcLaunch.Profiles;

/// <summary>Settings as they are read, key by key, from the defaults on.</summary>
internal sealed class JsonDraft<T>(T defaults)
{
    public T Value { get; set; } = defaults;
}
