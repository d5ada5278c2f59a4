using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>The users root, redis (999), web (1000) and bob (1001). Careless on purpose: it would take many a text for root.</summary>
internal sealed class FakeUserAccounts : IUserAccounts
{
    private static readonly UserAccount Root = new("root", 0, 0, "/root", "/bin/sh");

    public uint CurrentUid { get; set; } = 1000;

    public List<string> Asked { get; } = [];

    public UserAccount? Find(string nameOrUid)
    {
        Asked.Add(nameOrUid);
        return nameOrUid switch
        {
            "root" or "0" or "" or "-1" or "web\nroot" or " root" => Root,
            "web" or "1000" => new UserAccount("web", 1000, 1000, "/home/web", "/bin/sh"),
            "bob" => new UserAccount("bob", 1001, 1001, "/home/bob", "/bin/sh"),
            "redis" => new UserAccount("redis", 999, 999, "/var/lib/redis", "/bin/false"),
            "PC-7$" or "_apt" or "Max.Muster" => new UserAccount(nameOrUid, 1002, 1002, "/", "/bin/false"),
            "4294967295" => new UserAccount("?", uint.MaxValue, 0, "/", "/bin/sh"),
            _ => null,
        };
    }
}
