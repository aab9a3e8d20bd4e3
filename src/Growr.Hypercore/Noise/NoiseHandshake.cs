using System.Buffers;
using System.Diagnostics;
using Growr.Hypercore.Crypto;

namespace Growr.Hypercore.Noise;

/// <summary>
/// The three messages of Noise XX over Ed25519: both sides prove their static keys to each other. Not thread-safe; performs
/// no IO. Poll for a message to send, hand in each message received, until <see cref="Result"/> is there.
/// </summary>
/// <remarks>Source: noise-handshake 4.2.0 noise.js, pattern XX; Noise protocol framework revision 34, section 7.5.</remarks>
public sealed class NoiseHandshake : IDisposable
{
    private const int KeyBytes = Bytes32.Size;

    private readonly bool _isInitiator;
    private readonly KeyPair _static;
    private readonly KeyPair _ephemeral;
    private readonly SymmetricState _symmetric = new("Noise_XX_Ed25519_ChaChaPoly_BLAKE2b"u8);
    private PublicKey _remoteEphemeral;
    private PublicKey _remoteStatic;
    private Step _step;

    private enum Step { Message1, Message2, Message3, Complete, Failed }

    /// <summary>Starts a handshake with an empty prologue.</summary>
    /// <param name="isInitiator">True on the side that dialled.</param>
    /// <param name="staticKey">Our lasting identity; stays the caller's to dispose.</param>
    /// <param name="ownedEphemeral">A fresh pair for this handshake alone; disposed with it.</param>
    public NoiseHandshake(bool isInitiator, KeyPair staticKey, KeyPair ownedEphemeral)
    {
        (_isInitiator, _static, _ephemeral) = (isInitiator, staticKey, ownedEphemeral);
        _symmetric.MixHash(default);
    }

    /// <summary>Keys and identity, once the third message is through; null before. The caller disposes it.</summary>
    public NoiseResult? Result { get; private set; }

    internal SymmetricState Symmetric => _symmetric;

    private bool IsOurTurn => _step is Step.Message1 or Step.Message3 ? _isInitiator : _step == Step.Message2 && !_isInitiator;

    /// <summary>Writes the next message (32, 96 or 64 bytes), if it is our turn.</summary>
    public bool TryPollTransmit(IBufferWriter<byte> output)
    {
        if (!IsOurTurn) return false;
        switch (_step)
        {
            case Step.Message1:
                WriteEphemeral(output);
                Seal(default, output);
                break;
            case Step.Message2:
                WriteEphemeral(output);
                MixAgreed(_ephemeral, _remoteEphemeral);
                Seal(_static.PublicKey.Span, output);
                MixAgreed(_static, _remoteEphemeral);
                Seal(default, output);
                break;
            case Step.Message3:
                Seal(_static.PublicKey.Span, output);
                MixAgreed(_static, _remoteEphemeral);
                Seal(default, output);
                break;
            default: throw new UnreachableException();
        }
        Advance();
        return true;
    }

    /// <summary>Takes the other side's next message.</summary>
    /// <returns>What is wrong with it, or null. After a violation the handshake is dead.</returns>
    public Violation? Receive(ReadOnlySpan<byte> message)
    {
        if (IsOurTurn || _step is Step.Complete or Step.Failed) return Fail(Violation.HandshakeFailed);
        var expected = _step switch
        {
            Step.Message1 => KeyBytes,
            Step.Message2 => KeyBytes + KeyBytes + 2 * SymmetricState.TagBytes,
            _ => KeyBytes + 2 * SymmetricState.TagBytes,
        };
        if (message.Length != expected) return Fail(Violation.FrameLength);
        if (!TryRead(message)) return Fail(Violation.HandshakeFailed);
        Advance();
        return null;
    }

    /// <summary>Wipes everything secret that was not handed over.</summary>
    public void Dispose()
    {
        _ephemeral.Dispose();
        _symmetric.Dispose();
    }

    private bool TryRead(ReadOnlySpan<byte> message)
    {
        if (_step is Step.Message1 or Step.Message2)
        {
            _remoteEphemeral = new PublicKey(message[..KeyBytes]);
            _symmetric.MixHash(message[..KeyBytes]);
            message = message[KeyBytes..];
        }
        if (_step == Step.Message1) return TryOpen(message, default) && IsAgreeable(_remoteEphemeral);
        if (_step == Step.Message2 && !TryMixAgreed(_ephemeral, _remoteEphemeral)) return false;

        Span<byte> remoteStatic = stackalloc byte[KeyBytes];
        var sealedKeyBytes = _symmetric.SealedSize(KeyBytes);
        if (!TryOpen(message[..sealedKeyBytes], remoteStatic)) return false;
        _remoteStatic = new PublicKey(remoteStatic);
        return TryMixAgreed(_ephemeral, _remoteStatic) && TryOpen(message[sealedKeyBytes..], default);
    }

    private void WriteEphemeral(IBufferWriter<byte> output)
    {
        output.Write(_ephemeral.PublicKey.Span);
        _symmetric.MixHash(_ephemeral.PublicKey.Span);
    }

    private void Seal(ReadOnlySpan<byte> plaintext, IBufferWriter<byte> output)
    {
        var size = _symmetric.SealedSize(plaintext.Length);
        _symmetric.EncryptAndHash(plaintext, output.GetSpan(size)[..size]);
        output.Advance(size);
    }

    private bool TryOpen(ReadOnlySpan<byte> message, Span<byte> plaintext) => _symmetric.TryDecryptAndHash(message, plaintext);

    // Tried on receipt, so that answering cannot fail.
    private bool IsAgreeable(PublicKey remote)
    {
        Span<byte> shared = stackalloc byte[NoiseCurve.SharedBytes];
        var agreed = NoiseCurve.TryAgree(_ephemeral, remote, shared);
        shared.Clear();
        return agreed;
    }

    private void MixAgreed(KeyPair own, PublicKey remote)
    {
        if (!TryMixAgreed(own, remote)) throw new UnreachableException("The remote key was checked when it arrived.");
    }

    private bool TryMixAgreed(KeyPair own, PublicKey remote)
    {
        Span<byte> shared = stackalloc byte[NoiseCurve.SharedBytes];
        if (!NoiseCurve.TryAgree(own, remote, shared)) return false;
        _symmetric.MixKey(shared);
        shared.Clear();
        return true;
    }

    private void Advance()
    {
        _step++;
        if (_step == Step.Complete) Result = new NoiseResult(_isInitiator, _symmetric, _remoteStatic);
    }

    private Violation Fail(Violation violation)
    {
        _step = Step.Failed;
        return violation;
    }
}
