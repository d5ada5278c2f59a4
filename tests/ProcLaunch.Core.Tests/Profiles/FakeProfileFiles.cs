using System.Text;
using ProcLaunch.Profiles;

namespace ProcLaunch.Core.Tests.Profiles;

/// <summary>A file system in memory, with links, owners and modes, that notes which files were opened.</summary>
internal sealed class FakeProfileFiles : IProfileFiles
{
    private readonly SortedDictionary<string, Node> nodes = new(StringComparer.Ordinal);
    private ulong lastInode = 100;

    public FakeProfileFiles() => Put("/", new Node(FileKind.Directory, 0x1ED)); // 0755

    public List<string> Opened { get; } = [];

    /// <summary>Paths that fail with a message as soon as anything is done with them.</summary>
    public Dictionary<string, string> Failing { get; } = [];

    /// <summary>Paths that can be looked at but not opened.</summary>
    public HashSet<string> Unreadable { get; } = [];

    public void Directory(string path, int mode = 0x1ED, uint owner = 0)
    {
        MakeAbove(path);
        Put(path, new Node(FileKind.Directory, mode) { Owner = owner });
    }

    public void Write(string path, string text, int mode = 0x1A4, uint owner = 0) => Write(path, Encoding.UTF8.GetBytes(text), mode, owner);

    public void Write(string path, byte[] content, int mode = 0x1A4, uint owner = 0)
    {
        MakeAbove(path);
        Put(path, new Node(FileKind.Regular, mode) { Owner = owner, Content = content, Size = content.Length });
    }

    public void Executable(string path, int mode = 0x1ED, uint owner = 0) => Write(path, "#!/bin/sh\n", mode, owner);

    public void Pipe(string path)
    {
        MakeAbove(path);
        Put(path, new Node(FileKind.Other, 0x1A4));
    }

    public void Link(string path, string target, uint owner = 0)
    {
        MakeAbove(path);
        Put(path, new Node(FileKind.Link, 0x1FF) { Owner = owner, Target = target });
    }

    public void Remove(string path) => nodes.Remove(path);

    public void Change(string path, Func<Node, Node> change) => nodes[path] = change(nodes[path]);

    public FileFact? Look(string path, bool follow = true)
    {
        if (Walk(path, follow, 0) is not { } found || !nodes.TryGetValue(found, out var node))
            return null;
        return new FileFact(8, node.Inode, node.Kind, node.Mode, node.Owner, 0, node.Size, node.Modified);
    }

    public byte[] Read(string path, int limit)
    {
        Opened.Add(path);
        var found = Walk(path, follow: true, 0) ?? throw new IOException("No such file or directory");
        if (nodes[found].Kind != FileKind.Regular)
            throw new IOException("not a regular file");
        if (Unreadable.Contains(found))
            throw new IOException("Permission denied");
        return nodes[found].Content.Length <= limit ? nodes[found].Content : throw new IOException("too large");
    }

    public IReadOnlyList<string> List(string path)
    {
        if (Walk(path, follow: true, 0) is not { } found)
            throw new IOException("No such file or directory");
        var prefix = found == "/" ? "/" : found + "/";
        return nodes.Keys.Where(key => key != "/" && key.StartsWith(prefix, StringComparison.Ordinal) && key.IndexOf('/', prefix.Length) < 0)
            .Select(key => key[prefix.Length..]).Reverse().ToArray();
    }

    public string Resolve(string path) => Walk(path, follow: true, 0) ?? throw new IOException("No such file or directory");

    private string? Walk(string path, bool follow, int links)
    {
        if (links > 40)
            throw new IOException("Too many levels of symbolic links");
        var at = "/";
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] == "..")
            {
                at = at[..Math.Max(1, at.LastIndexOf('/'))];
                continue;
            }
            var next = at == "/" ? "/" + parts[i] : $"{at}/{parts[i]}";
            if (Failing.TryGetValue(next, out var message))
                throw new IOException(message);
            if (!nodes.TryGetValue(next, out var node))
                return null;
            if (node.Kind == FileKind.Link && (follow || i < parts.Length - 1))
            {
                var target = node.Target.StartsWith('/') ? node.Target : $"{at}/{node.Target}";
                var rest = string.Join('/', parts[(i + 1)..]);
                return Walk(rest.Length == 0 ? target : $"{target}/{rest}", follow, links + 1);
            }
            at = next;
        }
        return at;
    }

    private void MakeAbove(string path)
    {
        for (var slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (!nodes.ContainsKey(path[..slash]))
                Put(path[..slash], new Node(FileKind.Directory, 0x1ED));
        }
    }

    private void Put(string path, Node node) => nodes[path] = node with { Inode = ++lastInode };

    internal sealed record Node(FileKind Kind, int Mode)
    {
        public ulong Inode { get; init; }

        public uint Owner { get; init; }

        public long Size { get; init; }

        public long Modified { get; init; } = 1_700_000_000_000_000_000;

        public byte[] Content { get; init; } = [];

        public string Target { get; init; } = "";
    }
}
