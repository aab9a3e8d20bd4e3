using Growr.Actors.Books;

namespace Growr.Actors.Tests.Books;

public sealed class PublicationQueueTests
{
    private static readonly DateTimeOffset Monday = new(2026, 1, 5, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Five_loans_appear_together_a_day_later_in_the_order_of_their_references()
    {
        var queue = QueueOf(borrowers: 5, "e", "b", "d", "a", "c");
        Assert.Empty(queue.Release(Monday.AddHours(23)));
        Assert.Equal(["a", "b", "c", "d", "e"], Released(queue, Monday.AddHours(24)));
        Assert.Empty(queue.Release(Monday.AddDays(60)));
    }

    [Fact]
    public void Fewer_than_five_loans_wait_thirty_days()
    {
        var queue = QueueOf(borrowers: 6, "b", "a");
        Assert.Empty(queue.Release(Monday.AddDays(29)));
        Assert.Equal(["a", "b"], Released(queue, Monday.AddDays(30)));
    }

    [Fact]
    public void A_project_with_four_borrowers_never_shows_a_row() =>
        Assert.Empty(QueueOf(borrowers: 4, "a", "b", "c", "d", "e").Release(Monday.AddDays(365)));

    [Fact]
    public void A_change_while_waiting_does_not_start_the_wait_again()
    {
        var queue = QueueOf(borrowers: 5, "a");
        queue.Add("a", Monday.AddDays(29), "a, later");
        Assert.Equal(["a"], Released(queue, Monday.AddDays(30)));
    }

    [Fact]
    public void A_change_is_not_told_before_it_is_a_day_old_even_when_the_loan_appears()
    {
        var queue = QueueOf(borrowers: 5, "a");
        queue.Add("a", Monday.AddDays(30).AddHours(-1), "a, repaid");
        Assert.Equal(("a", "a"), Assert.Single(queue.Release(Monday.AddDays(30))));
        Assert.Equal(("a", "a, repaid"), Assert.Single(queue.Release(Monday.AddDays(61))));
    }

    [Fact]
    public void A_loan_younger_than_a_day_stays_behind_when_others_go()
    {
        var queue = QueueOf(borrowers: 6, "a", "b", "c", "d", "e");
        queue.Add("f", Monday.AddHours(20), "f");
        Assert.Equal(["a", "b", "c", "d", "e"], Released(queue, Monday.AddHours(30)));
    }

    private static IEnumerable<string> Released(PublicationQueue<string> queue, DateTimeOffset now) =>
        queue.Release(now).Select(released => released.LoanRef);

    private static PublicationQueue<string> QueueOf(int borrowers, params string[] loans)
    {
        var queue = new PublicationQueue<string>();
        for (var i = 0; i < borrowers; i++) queue.AddBorrower($"person-{i}");
        foreach (var loan in loans) queue.Add(loan, Monday, loan);
        return queue;
    }
}
