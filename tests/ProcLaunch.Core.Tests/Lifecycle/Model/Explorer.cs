namespace ProcLaunch.Core.Tests.Lifecycle.Model;

/// <summary>Walks through everything that a model can become, situation by situation, each by a shortest way to it.</summary>
internal sealed class Explorer(Func<LifeModel> begin, int most)
{
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(int From, Move Move, string Name)> ways = [];
    private readonly List<List<int>> cameFrom = [];
    private readonly List<int> settled = [];

    public int Situations => numbers.Count;

    public int Moves { get; private set; }

    public void Explore()
    {
        Note(begin(), (-1, default, ""));
        for (var number = 0; number < ways.Count; number++)
        {
            var way = WayTo(number);
            LifeModel? unused = Replay(way);
            foreach (var move in unused.Moves().ToList())
            {
                var model = unused ?? Replay(way);
                unused = null;
                Moves++;
                try
                {
                    model.Do(move.Move, move.Name);
                }
                catch (Exception e) when (e is not AssertionException)
                {
                    throw new AssertionException($"{Words(way)}, then {move.Name} {move.Move}: {e}");
                }
                cameFrom[Note(model, (number, move.Move, move.Name))].Add(number);
            }
        }
    }

    /// <summary>The ways to situations from which nothing leads to rest.</summary>
    public IReadOnlyList<string> DeadEnds()
    {
        var canRest = settled.ToHashSet();
        var next = new Queue<int>(settled);
        while (next.TryDequeue(out var number))
        {
            foreach (var before in cameFrom[number].Where(canRest.Add))
                next.Enqueue(before);
        }
        return [.. numbers.Where(entry => !canRest.Contains(entry.Value)).Take(5).Select(entry => $"{Words(WayTo(entry.Value))}: {entry.Key}")];
    }

    private int Note(LifeModel model, (int, Move, string) way)
    {
        if (numbers.TryGetValue(model.Key, out var known))
            return known;
        if (numbers.Count == most)
            throw new AssertionException($"there are more than {most} situations: something is counted that makes no difference, or grows");
        var number = numbers.Count;
        numbers.Add(model.Key, number);
        ways.Add(way);
        cameFrom.Add([]);
        if (model.IsSettled)
            settled.Add(number);
        return number;
    }

    private List<(Move Move, string Name)> WayTo(int number)
    {
        var way = new List<(Move, string)>();
        for (var (from, move, name) = ways[number]; from >= 0; (from, move, name) = ways[from])
            way.Add((move, name));
        way.Reverse();
        return way;
    }

    private LifeModel Replay(List<(Move Move, string Name)> way)
    {
        var model = begin();
        foreach (var (move, name) in way)
            model.Do(move, name);
        return model;
    }

    private static string Words(List<(Move Move, string Name)> way) => string.Join(", ", way.Select(step => $"{step.Name} {step.Move}".Trim()));
}
