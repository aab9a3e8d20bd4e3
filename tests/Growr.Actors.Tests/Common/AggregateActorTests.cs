using Growr.Actors.Common;
using Growr.Actors.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace Growr.Actors.Tests.Common;

public sealed class AggregateActorTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 15, 8, 30, 0, TimeSpan.Zero));
    private readonly LocalEntities _entities;

    public AggregateActorTests() => _entities =
        new LocalEntities(WireTypes.Of(CommonWire.Types, TallyWire.Types), _clock).With<Tally, ITallyCommand, ITallyEvent>("tallies");

    [Fact]
    public async Task A_granted_command_is_answered_with_the_version_it_led_to()
    {
        var done = await _entities.Ask<Replies.Done>(Add("c1", 3));
        Assert.Equal((new CommandId("c1"), 3), (done.CommandId, done.Version));
    }

    [Fact]
    public async Task A_repeated_command_gets_its_first_answer_and_changes_nothing()
    {
        var first = await _entities.Ask<Replies.Done>(Add("c1", 3));
        await _entities.Ask<Replies.Done>(Add("c2", 1));
        Assert.Equal(first, await _entities.Ask<Replies.Done>(Add("c1", 3)));
        Assert.Equal(4, await Count());
    }

    [Fact]
    public async Task A_repeated_command_gets_its_first_answer_after_a_restart_too()
    {
        var first = await _entities.Ask<Replies.Done>(Add("c1", 3));
        await _entities.RestartAsync(A);
        Assert.Equal(first, await _entities.Ask<Replies.Done>(Add("c1", 3)));
        Assert.Equal(3, await Count());
    }

    [Fact]
    public async Task An_event_that_cannot_be_applied_is_refused_and_never_stored()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        Assert.Equal(Codes.Validation, await Refused(Add("c2", 14)));
        await _entities.RestartAsync(A);
        Assert.Equal(3, await Count());
    }

    [Fact]
    public async Task A_command_id_used_for_something_else_is_a_conflict()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        Assert.Equal(Codes.Conflict, await Refused(Add("c1", 4)));
        await _entities.RestartAsync(A);
        Assert.Equal(Codes.Conflict, await Refused(Add("c1", 4)));
    }

    [Fact]
    public async Task A_command_id_is_forgotten_thirty_days_after_its_event()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        _clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(Codes.Conflict, await Refused(Add("c1", 4)));
        _clock.Advance(TimeSpan.FromSeconds(1));
        await _entities.Ask<Replies.Done>(Add("c1", 4));
        Assert.Equal(7, await Count());
    }

    [Fact]
    public async Task A_command_for_another_version_is_a_conflict()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        Assert.Equal(Codes.Conflict, await Refused(Add("c2", 1) with { ExpectedVersion = 2 }));
        await _entities.Ask<Replies.Done>(Add("c3", 1) with { ExpectedVersion = 3 });
        Assert.Equal(4, await Count());
    }

    [Fact]
    public async Task A_refusal_changes_nothing() => await RefusedWithoutChange(Add("c1", -1), Codes.Validation);

    [Fact]
    public async Task A_refusal_that_is_stored_is_repeated_even_after_a_restart()
    {
        Assert.Equal(Codes.CodeInvalid, await Refused(Add("c1", 13)));
        await _entities.RestartAsync(A);
        Assert.Equal(Codes.CodeInvalid, await Refused(Add("c1", 13)));
    }

    [Fact]
    public async Task A_message_it_does_not_know_is_answered() =>
        Assert.Equal(A, (await _entities.Ask<Replies.NotUnderstood>(new Stray(A))).EntityId);

    [Fact]
    public async Task A_process_is_answered_when_the_other_entity_has_done_its_part()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        await _entities.Ask<Replies.Done>(new TallyCommands.Carry(A, new CommandId("c2"), User, B));
        Assert.Equal(3, (await _entities.Ask<TallyQueries.Counted>(new TallyQueries.Get(B))).Count);
    }

    [Fact]
    public async Task A_process_the_other_entity_refuses_is_refused_and_stays_refused()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        _entities.Intercept = message => message.EntityId == B
            ? new Replies.Refused(new CommandId("any"), new Refusal(Codes.NotFound, "Gone."))
            : null;
        var carry = new TallyCommands.Carry(A, new CommandId("c2"), User, B);
        Assert.Equal(Codes.NotFound, await Refused(carry));
        await _entities.RestartAsync(A);
        Assert.Equal(Codes.NotFound, await Refused(carry));
    }

    [Fact]
    public async Task A_step_that_gets_no_answer_is_tried_again_with_the_same_command_id()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        var tries = new List<CommandId>();
        _entities.Intercept = message =>
        {
            if (message is not TallyCommands.Add { EntityId: var to } add || to != B) return null;
            tries.Add(add.CommandId);
            return tries.Count < 3 ? LocalEntities.Lost : null;
        };
        await _entities.Ask<Replies.Done>(new TallyCommands.Carry(A, new CommandId("c2"), User, B));
        Assert.Equal([new CommandId("a:carry"), new CommandId("a:carry"), new CommandId("a:carry")], tries);
    }

    [Fact]
    public async Task A_process_cut_short_by_a_crash_resumes_when_the_entity_is_back()
    {
        await _entities.Ask<Replies.Done>(Add("c1", 3));
        var asked = new TaskCompletionSource();
        _entities.Intercept = message =>
        {
            if (message.EntityId != B || asked.Task.IsCompleted) return null;
            asked.SetResult();
            return LocalEntities.Lost;
        };
        var carry = new TallyCommands.Carry(A, new CommandId("c2"), User, B);
        _entities.Tell(carry);
        await asked.Task;
        await _entities.RestartAsync(A);
        await _entities.Ask<Replies.Done>(carry);
        Assert.Equal(3, (await _entities.Ask<TallyQueries.Counted>(new TallyQueries.Get(B))).Count);
    }

    public async ValueTask DisposeAsync() => await _entities.DisposeAsync();

    private static TallyCommands.Add Add(string id, int amount) => new(A, new CommandId(id), User, amount);

    private async Task<int> Count() => (await _entities.Ask<TallyQueries.Counted>(new TallyQueries.Get(A))).Count;

    private async Task<string> Refused(ITallyCommand command) => (await _entities.Ask<Replies.Refused>(command)).Refusal.Code;

    private async Task RefusedWithoutChange(ITallyCommand command, string code)
    {
        Assert.Equal(code, await Refused(command));
        Assert.Equal(0, await Count());
    }

    private sealed record Stray(EntityId EntityId) : IEntityMessage;

    private static readonly EntityId A = EntityId.Parse("t/tallies/a");
    private static readonly EntityId B = EntityId.Parse("t/tallies/b");
    private static readonly ActorId User = new("user");
}
