using System.Text.Json.Nodes;
using Growr.Actors.Common;
using Growr.Actors.Lending;

namespace Growr.Actors.Books;

/// <summary>What the public loan book remembers of one loan.</summary>
/// <param name="Loan">The loan as it stands.</param>
/// <param name="Events">Types and weeks of what happened since it was approved.</param>
/// <param name="WrittenOff">The principal that was written off.</param>
internal sealed record PublicLoan(LoanView Loan, JsonArray Events, Money? WrittenOff);
