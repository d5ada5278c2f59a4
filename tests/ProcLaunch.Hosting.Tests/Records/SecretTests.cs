using ProcLaunch.Hosting.Tests.Support;
using ProcLaunch.Posix;

namespace ProcLaunch.Hosting.Tests.Records;

/// <summary>The secret of a state directory is believed only when nobody else can know or have chosen it.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SecretTests : IDisposable
{
    private const uint Nobody = 65534;

    private readonly Workspace workspace = new();

    private string SecretFile => workspace.PathOf("secret");

    [Test]
    public void It_is_made_once_and_kept()
    {
        var secret = StateDirectory.Secret(workspace.Directory);
        secret.Should().HaveCount(32);
        ShouldBePrivate();
        StateDirectory.Secret(workspace.Directory).Should().Equal(secret);
    }

    [TestCase(UnixFileMode.GroupRead)]
    [TestCase(UnixFileMode.OtherRead)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void One_that_others_can_read_or_write_is_replaced(UnixFileMode open)
    {
        var secret = StateDirectory.Secret(workspace.Directory);
        File.SetUnixFileMode(SecretFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | open);
        StateDirectory.Secret(workspace.Directory).Should().NotEqual(secret);
        ShouldBePrivate();
    }

    [Test]
    public void One_of_another_owner_is_replaced()
    {
        if (Libc.geteuid() != 0)
            Assert.Ignore("only root can give files away");
        var secret = StateDirectory.Secret(workspace.Directory);
        using (var chown = workspace.Start("chown", $"{Nobody}", SecretFile))
            chown.WaitForExit();
        FileStatus.Of(SecretFile, follow: false)!.Value.Owner.Should().Be(Nobody);
        StateDirectory.Secret(workspace.Directory).Should().NotEqual(secret);
        ShouldBePrivate();
    }

    [TestCase("")]
    [TestCase("short")]
    [TestCase("zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz")]
    public void A_damaged_one_is_replaced(string content)
    {
        workspace.Write("secret", content);
        File.SetUnixFileMode(SecretFile, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var secret = StateDirectory.Secret(workspace.Directory);
        StateDirectory.Secret(workspace.Directory).Should().Equal(secret);
    }

    public void Dispose() => workspace.Dispose();

    private void ShouldBePrivate()
    {
        var fact = FileStatus.Of(SecretFile, follow: false)!.Value;
        fact.Mode.Should().Be(StateDirectory.PrivateFile);
        fact.Owner.Should().Be(Libc.geteuid());
    }
}
