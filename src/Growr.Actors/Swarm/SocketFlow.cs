using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Akka;
using Akka.Streams.Dsl;
using Akka.Util;

namespace Growr.Actors.Swarm;

/// <summary>A connected socket as the two ends of a graph. Both move only on demand: a slow side slows the other.</summary>
internal static class SocketFlow
{
    /// <summary>Bytes asked from the socket at once, and the longest piece written at once.</summary>
    public const int ChunkBytes = 64 * 1024;

    /// <summary>Time for the peer to take one chunk; one that takes none for so long has stopped reading.</summary>
    public static readonly TimeSpan WriteTime = TimeSpan.FromSeconds(30);

    /// <summary>What arrives. Each element is valid until the next is asked for. Completes when the peer closes.</summary>
    public static Source<ReadOnlySequence<byte>, NotUsed> Reads(Socket socket) =>
        Source.UnfoldAsync(new Reader(socket), async reader =>
            await reader.ReadAsync() is { IsEmpty: false } bytes
                ? (reader, bytes)
                : Option<(Reader, ReadOnlySequence<byte>)>.None);

    /// <summary>What is sent. The next element is asked for when the operating system has taken the one before.</summary>
    public static Sink<ReadOnlyMemory<byte>, Task<Done>> Writes(Socket socket, TimeProvider time) =>
        Flow.Create<ReadOnlyMemory<byte>>()
            .SelectAsync(1, bytes => WriteAsync(socket, bytes, time))
            .ToMaterialized(Sink.Ignore<Done>(), Keep.Right);

    /// <summary>Says goodbye, so that the peer sees an end and not a reset, and ends a read that waits.</summary>
    public static void Close(Socket ownedSocket)
    {
        using (ownedSocket)
        {
            try { ownedSocket.Shutdown(SocketShutdown.Both); }
            catch (SocketException cause) when (cause.SocketErrorCode == SocketError.NotConnected)
            {
                // The peer left first; there is nobody to say it to.
            }
        }
    }

    private static async Task<Done> WriteAsync(Socket socket, ReadOnlyMemory<byte> bytes, TimeProvider time)
    {
        while (!bytes.IsEmpty)
        {
            using var patience = new CancellationTokenSource(WriteTime, time);
            try
            {
                var sent = await socket.SendAsync(bytes[..Math.Min(bytes.Length, ChunkBytes)], SocketFlags.None, patience.Token);
                bytes = bytes[sent..];
            }
            catch (OperationCanceledException)
            {
                throw new IOException($"The peer has read nothing for {WriteTime.TotalSeconds} s.");
            }
        }
        return Done.Instance;
    }

    private sealed class Reader(Socket socket)
    {
        private readonly PipeReader _pipe = PipeReader.Create(
            new NetworkStream(socket, ownsSocket: false),
            new StreamPipeReaderOptions(bufferSize: ChunkBytes, minimumReadSize: ChunkBytes / 4, useZeroByteReads: true));

        private SequencePosition? _taken;

        /// <summary>Empty at the end. The socket's owner ends a pending read by disposing the socket.</summary>
        public async Task<ReadOnlySequence<byte>> ReadAsync()
        {
            if (_taken is { } taken) _pipe.AdvanceTo(taken);
            var bytes = ReadOnlySequence<byte>.Empty;
            try
            {
                bytes = (await _pipe.ReadAsync()).Buffer;
                _taken = bytes.End;
                return bytes;
            }
            finally
            {
                if (bytes.IsEmpty) await _pipe.CompleteAsync();
            }
        }
    }
}
