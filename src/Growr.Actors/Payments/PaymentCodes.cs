using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Growr.Actors.Common;

namespace Growr.Actors.Payments;

/// <summary>
/// Six-digit payment codes, made and hashed at the edge with a key of the tenant. A code follows from its command, so a retry
/// sends the borrower the same one; who has no key cannot tell it.
/// </summary>
public sealed class PaymentCodes(ITenantKeys keys)
{
    /// <summary>The code for the borrower of a payment. It goes into one text message and nowhere else.</summary>
    public string Make(EntityId payment, CommandId command)
    {
        var mac = Mac(payment.Tenant, "payment-code", payment.Key, command.Value);
        var number = BinaryPrimitives.ReadUInt64BigEndian(mac) % CodesCount;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>What is stored and compared instead of a code: 64 hex digits.</summary>
    public string Hash(EntityId payment, string code) =>
        Convert.ToHexStringLower(Mac(payment.Tenant, "payment-code-hash", payment.Key, code.Trim()));

    private byte[] Mac(TenantId tenant, string purpose, string subject, string text) =>
        HMACSHA256.HashData(keys.BlindingKey(tenant), Encoding.UTF8.GetBytes($"{purpose}\0{subject}\0{text}"));

    private const ulong CodesCount = 1_000_000;
}

/// <summary>Keys of a tenant for hashes that must not be guessed from outside.</summary>
public interface ITenantKeys
{
    /// <summary>32 bytes; the same for as long as its hashes are compared.</summary>
    byte[] BlindingKey(TenantId tenant);
}
