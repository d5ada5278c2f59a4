using System.Text;
using ProcLaunch.Output;

namespace ProcLaunch.Hosting.Tests.Output;

public class LineBufferTests
{
    [TestCase("one\ntwo\n", "one|two", "")]
    [TestCase("one\ntw,o\nthr,ee", "one|two", "three")]
    [TestCase("\n\n,\n", "||", "")]
    [TestCase("12345678,9\n0", "12345678|9", "0")]
    [TestCase("1234567\n1234567\n", "1234567|1234567", "")]
    [TestCase("12345678,12345678,\n", "12345678|12345678|", "")]
    public void Bytes_that_come_in_pieces_are_cut_into_lines_no_longer_than_the_buffer(string pieces, string lines, string rest)
    {
        var buffer = new LineBuffer(8);
        var taken = new List<string>();
        foreach (var piece in pieces.Split(','))
        {
            for (var bytes = Encoding.ASCII.GetBytes(piece).AsMemory(); !bytes.IsEmpty;)
            {
                var room = buffer.Free;
                room.IsEmpty.Should().BeFalse();
                var count = Math.Min(room.Length, bytes.Length);
                bytes[..count].CopyTo(room);
                bytes = bytes[count..];
                buffer.Add(count);
                while (buffer.TryTake(out var line))
                    taken.Add(Encoding.ASCII.GetString(line.Span));
            }
        }
        string.Join('|', taken).Should().Be(lines);
        Encoding.ASCII.GetString(buffer.TakeRest().Span).Should().Be(rest);
    }
}
