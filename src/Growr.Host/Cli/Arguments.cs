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

    public static IPEndPoint Peer(string text)
    {
        var colon = text.LastIndexOf(':');
        if (colon > 0 && int.TryParse(text[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536)
        {
            var host = text[..colon].Trim('[', ']');
            if (host == "localhost") return new IPEndPoint(IPAddress.Loopback, port);
            if (IPAddress.TryParse(host, out var address)) return new IPEndPoint(address, port);
        }
        throw new UserError($"\"{text}\" is not a peer. Write HOST:PORT with an IP address or localhost, such as 127.0.0.1:49737.", UserError.Usage);
    }
}
