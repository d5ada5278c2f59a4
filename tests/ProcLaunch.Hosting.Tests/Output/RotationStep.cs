namespace ProcLaunch.Hosting.Tests.Output;

/// <summary>Something that happens to a log in a random story.</summary>
internal abstract record RotationStep
{
    /// <summary>Any bytes; one in <paramref name="LineLength"/> ends a line.</summary>
    internal sealed record Write(int Seed, int Length, int LineLength) : RotationStep
    {
        public byte[] Bytes
        {
            get
            {
                var random = new Random(Seed);
                var bytes = new byte[Length];
                random.NextBytes(bytes);
                for (var i = 0; i < Length; i++)
                {
                    if (bytes[i] == '\n')
                        bytes[i]++;
                    if (random.Next(LineLength) == 0)
                        bytes[i] = (byte)'\n';
                }
                return bytes;
            }
        }
    }

    internal sealed record Resize(int MaxSize) : RotationStep;

    internal sealed record TakeOver : RotationStep;

    internal sealed record Drain : RotationStep;
}
