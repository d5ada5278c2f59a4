namespace ProcLaunch.Cli.Tests.Recovery;

/// <summary>Two real servers that daemonize themselves and write their own pid files.</summary>
public class RealDaemonTests
{
    [Test]
    public async Task Nginx_and_redis_are_supervised_by_their_own_pid_files()
    {
        foreach (var program in new[] { "/usr/sbin/nginx", "/usr/bin/redis-server" })
        {
            if (!File.Exists(program))
                Assert.Ignore($"{program} is not installed");
        }
        await using var world = new World();
        var nginx = world.Add("nginx", "exec nginx -p $PWD/ -e error.log -c nginx.conf", ("pid_file", "nginx.pid"), ("stop_signal", "QUIT"), ("reload", ""), ("restart", ""),
            ("nginx.conf", """
                user root;
                worker_processes 1;
                pid nginx.pid;
                events { worker_connections 64; }
                http {
                    access_log off;
                    client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                    server { listen unix:nginx.sock; include answer.conf; }
                }
                """),
            ("answer.conf", "location / { return 200 first; }\n"));
        var redis = world.Add("redis", "exec redis-server --daemonize yes --port 0 --unixsocket $PWD/redis.sock --pidfile $PWD/redis.pid --dir $PWD --save '' --logfile $PWD/redis.log",
            ("pid_file", "redis.pid"), ("restart", ""));
        var supervisor = await world.Start();
        var (master, server) = (await world.Log.Running("nginx"), await world.Log.Running("redis"));

        await UntilAnswered(world, $"curl -s --unix-socket {nginx}/nginx.sock http://localhost/", "first");
        File.WriteAllText($"{nginx}/answer.conf", "location / { return 200 second; }\n");
        // nginx.conf is no file of the table: what makes it reload is a change of one that is.
        world.Write("nginx", "stop_signal", "SIGQUIT");
        (await world.Log.Next("nginx", "reloading pid")).Pid.Should().Be(master);
        await UntilAnswered(world, $"curl -s --unix-socket {nginx}/nginx.sock http://localhost/", "second");

        await UntilAnswered(world, $"redis-cli -s {redis}/redis.sock ping", "PONG\n");
        Processes.Signal(server, Processes.Kill);
        await world.Log.Next("redis", "died");
        (await world.Log.Running("redis")).Should().NotBe(server);
        await UntilAnswered(world, $"redis-cli -s {redis}/redis.sock ping", "PONG\n");

        await supervisor.End(Processes.Kill);
        supervisor = await world.Start();
        (await world.Log.Next("nginx", "adopted pid")).Pid.Should().Be(master);
        await world.Log.Next("redis", "adopted pid");

        (await supervisor.End(Processes.Hup)).Should().Be(111);
        world.Instances("nginx").Concat(world.Instances("redis")).Should().BeEmpty();
        world.Log.Lines.Should().NotContain(line => line.Level == "WARN " || line.Level == "ERROR");
    }

    private static async Task UntilAnswered(World world, string command, string answer)
    {
        var got = "";
        for (var began = TimeProvider.System.GetTimestamp(); got != answer; got = (await world.Shell(command)).Output)
        {
            if (TimeProvider.System.GetElapsedTime(began) > Deadline.Time)
                Assert.Fail($"{command} answered «{got}» and never «{answer}»");
        }
    }
}
