using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Growr.Actors.Common;
using Growr.Actors.Projects;

namespace Growr.Actors.Funding;

/// <summary>
/// The originator's signed word that money arrived: a compact JWS of type <c>growr-receipt+jwt</c>, EdDSA. The same row always
/// gives the same bytes, so that making it again after a crash changes nothing.
/// </summary>
public static class FundingReceipt
{
    public const string Type = "growr-receipt+jwt";

    public static string Sign(ProjectKey project, FundingRowView view, FundingSource source, IReceiptSigner signer)
    {
        var row = view.Row;
        var header = Json(writer =>
        {
            writer.WriteString("alg", "EdDSA");
            writer.WriteString("typ", Type);
            writer.WriteString("kid", signer.KeyId);
        });
        var payload = Json(writer =>
        {
            writer.WriteString("receiptId", $"{row.Key}:receipt");
            writer.WriteString("projectKey", project.Value);
            writer.WriteString("originatorDid", signer.Did);
            writer.WriteString("fundingKey", row.Key.Value);
            writer.WriteString("amount", row.Amount.ToDecimalString());
            writer.WriteString("token", source.TokenName);
            writer.WriteString("proof", row.Proof);
            writer.WriteString("valueDate", row.ValueDate.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            if (row.IntentId is { } intent) writer.WriteString("intentId", intent);
            writer.WriteString("termsHash", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source.Terms))));
            writer.WriteNumber("issuedAt", view.RecordedAt.ToUnixTimeSeconds());
        });
        var signed = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(signer.Sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static byte[] Json(Action<Utf8JsonWriter> fields)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }
        return buffer.ToArray();
    }
}

/// <summary>Signs with the Ed25519 key of an organization's DID; the key stays with its owner.</summary>
public interface IReceiptSigner
{
    /// <summary>The organization's DID.</summary>
    string Did { get; }

    /// <summary>The DID, '#', and the name of the key.</summary>
    string KeyId { get; }

    /// <summary>64 bytes, the same for the same message.</summary>
    byte[] Sign(ReadOnlySpan<byte> message);
}
