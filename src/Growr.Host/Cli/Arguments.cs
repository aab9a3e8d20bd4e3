using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using Growr.Hypercore.Crypto;

namespace Growr.Host.Cli;

/// <summary>Reading what people type; a mistake is a usage error that says what was expected.</summary>
public static class Arguments
{
    public static CoreKey Key(string text) => CoreKey.TryParse(text, out var key)
        ? key
        : throw new UserError($"\"{text}\" is not a book key. A key has 52 characters (z-base-32) or 64 (hex); growr demo prints some.", UserError.Usage);

    /// <summary>Where a peer is.</summary>
    public static IPEndPoint Peer(string text) => Endpoint(text, portMin: 1) ?? throw new UserError(
        $"\"{text}\" is not a peer. Write HOST:PORT with an IP address or localhost, such as 127.0.0.1:49737.", UserError.Usage);

    /// <summary>Where to listen; port 0 takes any free one.</summary>
    public static IPEndPoint Listen(string text) => Endpoint(text, portMin: 0) ?? throw new UserError(
        $"\"{text}\" is no place to listen. Write HOST:PORT with an IP address or localhost, such as 127.0.0.1:49737; port 0 takes a free one.",
        UserError.Usage);

    /// <summary>A whole number from 0.</summary>
    public static ulong? Count(ArgumentResult typed)
    {
        var text = typed.Tokens[0].Value;
        if (ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return count;
        typed.AddError($"\"{text}\" is not a count. Write a whole number from 0, such as 10.");
        return null;
    }

    private static IPEndPoint? Endpoint(string text, int portMin)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port >= portMin && port <= IPEndPoint.MaxPort)
        {
            var host = text[..colon].Trim('[', ']');
            if (host == "localhost") return new IPEndPoint(IPAddress.Loopback, port);
            if (IPAddress.TryParse(host, out var address)) return new IPEndPoint(address, port);
        }
        return null;
    }
}
